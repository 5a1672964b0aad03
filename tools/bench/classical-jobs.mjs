import {
  DecisionTreeClassifier,
  GaussianNB,
  HistGradientBoostingClassifier,
  KMeans,
  KNeighborsClassifier,
  LinearSVC,
  LogisticRegression,
  MLPClassifier,
  MinMaxScaler,
  PCA,
  PolynomialFeatures,
  RandomForestClassifier,
  RobustScaler,
  SVC,
  StandardScaler,
} from '@genre/classical'
import { relativeToLargest, shareThatDiffers } from './deviation.mjs'

/** @typedef {import('./entry').Inputs} Inputs */

/**
 * A classifier, fitted and asked.
 *
 * @param {string} job
 * @param {() => { fit(X: any, y: any): { predict(X: any): ArrayLike<number> } }} make
 * @param {string} python the same there
 * @param {number} tolerance the share of predictions that may differ
 */
const classifier = (job, make, python, tolerance) => ({
  job,
  /** @param {Inputs} inputs */
  prepare:
    ({ train, test }) =>
    () =>
      make().fit(train.X, train.y).predict(test.X),
  python: `${IMPORTS}
def job():
    return ${python}.fit(X_train, y_train).predict(X_test)
`,
  deviation: shareThatDiffers,
  tolerance,
})

/**
 * A scaler, fitted on the rows to train and put to those to test.
 *
 * @param {string} job
 * @param {() => { fit(X: any): { transform(X: any): { data: Float64Array } } }} make
 * @param {string} python
 */
const scaler = (job, make, python) => ({
  job: `${job}, fit and transform`,
  /** @param {Inputs} inputs */
  prepare:
    ({ train, test }) =>
    () =>
      make().fit(train.X).transform(test.X).data,
  python: `${IMPORTS}
def job():
    return ${python}().fit(X_train).transform(X_test)
`,
  deviation: relativeToLargest,
  tolerance: 1e-12,
})

const IMPORTS = `
import warnings
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import MinMaxScaler, PolynomialFeatures, RobustScaler, StandardScaler
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier
warnings.filterwarnings("ignore")
`
const POLYNOMIAL = `${IMPORTS}
poly = PolynomialFeatures(2).fit(X_train)
X_train, X_test = poly.transform(X_train), poly.transform(X_test)
`
const STANDARD = `${IMPORTS}
scaler = StandardScaler().fit(X_train)
X_train, X_test = scaler.transform(X_train), scaler.transform(X_test)
`

/** @param {Inputs} inputs */
function standardised({ train, test, ...rest }) {
  const scaler = new StandardScaler().fit(train.X)
  /** @param {Inputs['train']} part */
  const scale = ({ X, y }) => ({ X: { data: scaler.transform(X).data, shape: X.shape }, y })
  return { ...rest, train: scale(train), test: scale(test) }
}

/** @param {Inputs} inputs */
function expanded({ train, test, ...rest }) {
  const poly = new PolynomialFeatures({ degree: 2 }).fit(train.X)
  /** @param {Inputs['train']} part */
  const expand = ({ X, y }) => {
    const { data, shape } = poly.transform(X)
    return { X: { data, shape: /** @type {[number, number]} */ ([shape[0], shape[1]]) }, y }
  }
  return { ...rest, train: expand(train), test: expand(test) }
}

/** @type {Record<string, Omit<import('./entry').Entry, 'name' | 'peer'>>} */
export const JOBS = {
  knn: classifier('k-NN, k = 1', () => new KNeighborsClassifier({ nNeighbors: 1 }), 'KNeighborsClassifier(1)', 0.01),
  'knn-19': classifier(
    'k-NN, k = 19',
    () => new KNeighborsClassifier({ nNeighbors: 19 }),
    'KNeighborsClassifier(19)',
    0.01,
  ),
  tree: classifier(
    'decision tree',
    () => new DecisionTreeClassifier({ randomState: 42 }),
    'DecisionTreeClassifier(random_state=42)',
    0,
  ),
  forest: classifier(
    'random forest, 200 trees',
    () => new RandomForestClassifier({ nEstimators: 200, randomState: 42 }),
    'RandomForestClassifier(200, random_state=42)',
    0,
  ),
  bayes: classifier('Gaussian naive Bayes', () => new GaussianNB(), 'GaussianNB()', 0),
  'scaler-standard': scaler('standard scaler', () => new StandardScaler(), 'StandardScaler'),
  'scaler-min-max': scaler('min-max scaler', () => new MinMaxScaler(), 'MinMaxScaler'),
  'scaler-robust': scaler('robust scaler', () => new RobustScaler(), 'RobustScaler'),
  'svc-rbf': {
    ...classifier('SVC, rbf, C = 10, standardised', () => new SVC({ C: 10 }), 'SVC(C=10)', 0.01),
    prepare: inputs => {
      const { train, test } = standardised(inputs)
      return () => /** @type {number[]} */ (new SVC({ C: 10 }).fit(train.X, train.y).predict(test.X))
    },
    python: `${STANDARD}
def job():
    return SVC(C=10).fit(X_train, y_train).predict(X_test)
`,
  },
  'svc-linear': classifier(
    'SVC, linear, C = 100',
    () => new SVC({ C: 100, kernel: 'linear' }),
    "SVC(C=100, kernel='linear')",
    0.01,
  ),
  'linear-svc': classifier('LinearSVC, C = 100', () => new LinearSVC({ C: 100 }), 'LinearSVC(C=100)', 0.02),
  logistic: classifier(
    'logistic regression, C = 100',
    () => new LogisticRegression({ C: 100, maxIter: 2000 }),
    'LogisticRegression(C=100, max_iter=2000)',
    0.01,
  ),
  'logistic-1711': {
    ...classifier('', () => new LogisticRegression(), '', 0.02),
    job: 'logistic regression, C = 100, 1711 columns, 100 steps',
    prepare: inputs => {
      const { train, test } = expanded(inputs)
      return () =>
        /** @type {number[]} */ (new LogisticRegression({ C: 100, maxIter: 100 }).fit(train.X, train.y).predict(test.X))
    },
    python: `${POLYNOMIAL}
def job():
    return LogisticRegression(C=100, max_iter=100).fit(X_train, y_train).predict(X_test)
`,
  },
  boosting: classifier(
    'gradient boosting by histograms, 20 rounds',
    () => new HistGradientBoostingClassifier({ maxIter: 20, randomState: 0 }),
    'HistGradientBoostingClassifier(max_iter=20, random_state=0, early_stopping=False)',
    0.01,
  ),
  mlp: classifier(
    'MLP, 100 neurons, 10 passes',
    () => new MLPClassifier({ maxIter: 10, randomState: 0 }),
    'MLPClassifier(max_iter=10, random_state=0)',
    0.01,
  ),
  'kmeans-10': {
    job: 'k-means, 10 clusters',
    prepare:
      ({ train }) =>
      () =>
        new KMeans({ nClusters: 10, randomState: 42 }).fit(train.X).labels,
    python: `${IMPORTS}
def job():
    return KMeans(10, random_state=42).fit(X_train).labels_
`,
    deviation: shareThatDiffers,
    tolerance: 0,
  },
  'kmeans-200': {
    job: 'k-means, 200 clusters',
    prepare:
      ({ train }) =>
      () =>
        new KMeans({ nClusters: 200, randomState: 42 }).fit(train.X).labels,
    python: `${IMPORTS}
def job():
    return KMeans(200, random_state=42).fit(X_train).labels_
`,
    deviation: shareThatDiffers,
    tolerance: 0,
  },
  pca: {
    job: 'PCA, 95 % of 1711 columns',
    prepare: inputs => {
      const { train } = expanded(inputs)
      return () => new PCA({ nComponents: 0.95 }).fit(train.X).explainedVariance
    },
    python: `${POLYNOMIAL}
def job():
    return PCA(0.95).fit(X_train).explained_variance_
`,
    deviation: relativeToLargest,
    tolerance: 1e-8,
  },
}
