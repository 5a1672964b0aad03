import { SVC } from '@genre/classical'
import { shareThatDiffers } from '../deviation.mjs'

/** @type {import('../entry').Entry} */
export default {
  name: 'svc',
  job: 'SVC (RBF, C = 10) fitted on 2000 x 57, 500 rows predicted',
  peer: 'sklearn',
  prepare({ train, test }) {
    return () => new SVC({ C: 10 }).fit(train.X, train.y).predict(test.X)
  },
  python: `
from sklearn.svm import SVC
def job():
    return SVC(C=10).fit(X_train, y_train).predict(X_test)
`,
  deviation: shareThatDiffers,
  tolerance: 0.01,
}
