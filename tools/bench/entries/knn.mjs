import { KNeighborsClassifier } from '@genre/classical'
import { shareThatDiffers } from '../deviation.mjs'

/** @type {import('../entry').Entry} */
export default {
  name: 'knn',
  job: 'KNN (k = 19) fitted on 2000 x 57, 500 rows predicted',
  peer: 'sklearn',
  prepare({ train, test }) {
    return () => new KNeighborsClassifier({ nNeighbors: 19 }).fit(train.X, train.y).predict(test.X)
  },
  python: `
from sklearn.neighbors import KNeighborsClassifier
def job():
    return KNeighborsClassifier(n_neighbors=19).fit(X_train, y_train).predict(X_test)
`,
  deviation: shareThatDiffers,
  tolerance: 0.01,
}
