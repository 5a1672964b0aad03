import { RandomForestClassifier } from '@genre/classical'
import { shareThatDiffers } from '../deviation.mjs'

/** @type {import('../entry').Entry} */
export default {
  name: 'forest',
  job: 'random forest (100 trees) fitted on 2000 x 57, 500 rows predicted',
  peer: 'sklearn',
  prepare({ train, test }) {
    return () => new RandomForestClassifier({ randomState: 0 }).fit(train.X, train.y).predict(test.X)
  },
  python: `
from sklearn.ensemble import RandomForestClassifier
def job():
    return RandomForestClassifier(random_state=0).fit(X_train, y_train).predict(X_test)
`,
  deviation: shareThatDiffers,
  // The trees are drawn by other random numbers: two seeds of scikit-learn itself differ in as many rows.
  tolerance: 0.2,
}
