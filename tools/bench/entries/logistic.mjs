import { LogisticRegression } from '@genre/classical'
import { shareThatDiffers } from '../deviation.mjs'

/** @type {import('../entry').Entry} */
export default {
  name: 'logistic',
  job: 'logistic regression fitted on 2000 x 57, 500 rows predicted',
  peer: 'sklearn',
  prepare({ train, test }) {
    return () => new LogisticRegression({ maxIter: 1000 }).fit(train.X, train.y).predict(test.X)
  },
  python: `
from sklearn.linear_model import LogisticRegression
def job():
    return LogisticRegression(max_iter=1000).fit(X_train, y_train).predict(X_test)
`,
  deviation: shareThatDiffers,
  tolerance: 0.01,
}
