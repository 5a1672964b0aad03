import { GenreError, InvalidParameterError, ModelFormatError } from '@genre/core'
import type { AnyEstimator } from './base/estimator'
import { FORMAT, VERSION } from './base/estimator'
import { decodeParam } from './base/params'
import { Decoding } from './base/schema'
import { KMeans } from './cluster/k-means'
import { KMeansRBF } from './cluster/k-means-rbf'
import type { ColumnStep } from './compose/column-transformer'
import { ColumnTransformer } from './compose/column-transformer'
import { PCA } from './decomposition/pca'
import { LinearDiscriminantAnalysis } from './discriminant/linear-discriminant-analysis'
import { QuadraticDiscriminantAnalysis } from './discriminant/quadratic-discriminant-analysis'
import { DummyClassifier } from './dummy/dummy-classifier'
import { ExtraTreesClassifier } from './ensemble/extra-trees-classifier'
import { HistGradientBoostingClassifier } from './ensemble/hist-gradient-boosting-classifier'
import { RandomForestClassifier } from './ensemble/random-forest-classifier'
import { CorrelationFilter } from './feature-selection/correlation-filter'
import { SelectKBest } from './feature-selection/select-k-best'
import { Nystroem } from './kernel-approximation/nystroem'
import { RBFSampler } from './kernel-approximation/rbf-sampler'
import { LogisticRegression } from './linear/logistic-regression'
import { CalibratedClassifierCV } from './meta/calibrated-classifier-cv'
import type { NamedEstimator } from './meta/named-estimators'
import { StackingClassifier } from './meta/stacking-classifier'
import { VotingClassifier } from './meta/voting-classifier'
import { GridSearchCV } from './model-selection/grid-search-cv'
import type { ParamGrid } from './model-selection/parameter-grid'
import type { ParamDistributions } from './model-selection/parameter-sampler'
import { RandomizedSearchCV } from './model-selection/randomized-search-cv'
import { GaussianNB } from './naive-bayes/gaussian-nb'
import { KNeighborsClassifier } from './neighbors/k-neighbors-classifier'
import { MLPClassifier } from './neural-network/mlp-classifier'
import { Perceptron } from './perceptron/perceptron'
import type { PipelineStep } from './pipeline/pipeline'
import { Pipeline } from './pipeline/pipeline'
import { FunctionTransformer } from './preprocessing/function-transformer'
import { LabelEncoder } from './preprocessing/label-encoder'
import { MinMaxScaler } from './preprocessing/min-max-scaler'
import { OneHotEncoder } from './preprocessing/one-hot-encoder'
import { OutlierHandler } from './preprocessing/outlier-handler'
import { PolynomialFeatures } from './preprocessing/polynomial-features'
import { QuantileTransformer } from './preprocessing/quantile-transformer'
import { RobustScaler } from './preprocessing/robust-scaler'
import { StandardScaler } from './preprocessing/standard-scaler'
import { RidgeClassifier } from './ridge/ridge-classifier'
import { LinearSVC } from './svm/linear-svc'
import { SVC } from './svm/svc'
import { DecisionTreeClassifier } from './tree/decision-tree-classifier'

/** Makes an unfitted estimator from its parameters. */
type Make = (params: Record<string, unknown>) => AnyEstimator

/** Every type that a model file may name. Nothing else is ever constructed. */
const TYPES: Readonly<Record<string, Make>> = {
  CalibratedClassifierCV: ({ estimator, ...options }) => new CalibratedClassifierCV(estimator as AnyEstimator, options),
  ColumnTransformer: ({ transformers, ...options }) =>
    new ColumnTransformer(transformers as readonly ColumnStep[], options),
  CorrelationFilter: params => new CorrelationFilter(params),
  DecisionTreeClassifier: params => new DecisionTreeClassifier(params),
  DummyClassifier: params => new DummyClassifier(params),
  ExtraTreesClassifier: params => new ExtraTreesClassifier(params),
  FunctionTransformer: params => new FunctionTransformer(params),
  GaussianNB: params => new GaussianNB(params),
  GridSearchCV: ({ estimator, paramGrid, ...options }) =>
    new GridSearchCV(estimator as AnyEstimator, paramGrid as ParamGrid, options),
  HistGradientBoostingClassifier: params => new HistGradientBoostingClassifier(params),
  KMeans: params => new KMeans(params),
  KMeansRBF: params => new KMeansRBF(params),
  KNeighborsClassifier: params => new KNeighborsClassifier(params),
  LabelEncoder: params => new LabelEncoder(params),
  LinearDiscriminantAnalysis: params => new LinearDiscriminantAnalysis(params),
  LinearSVC: params => new LinearSVC(params),
  LogisticRegression: params => new LogisticRegression(params),
  MLPClassifier: params => new MLPClassifier(params),
  MinMaxScaler: params => new MinMaxScaler(params),
  Nystroem: params => new Nystroem(params),
  OneHotEncoder: params => new OneHotEncoder(params),
  OutlierHandler: params => new OutlierHandler(params),
  PCA: params => new PCA(params),
  Perceptron: params => new Perceptron(params),
  Pipeline: params => new Pipeline(params.steps as readonly PipelineStep[]),
  PolynomialFeatures: params => new PolynomialFeatures(params),
  QuadraticDiscriminantAnalysis: params => new QuadraticDiscriminantAnalysis(params),
  QuantileTransformer: params => new QuantileTransformer(params),
  RBFSampler: params => new RBFSampler(params),
  RandomForestClassifier: params => new RandomForestClassifier(params),
  RandomizedSearchCV: ({ estimator, paramDistributions, ...options }) =>
    new RandomizedSearchCV(estimator as AnyEstimator, paramDistributions as ParamDistributions, options),
  RidgeClassifier: params => new RidgeClassifier(params),
  RobustScaler: params => new RobustScaler(params),
  SVC: params => new SVC(params),
  SelectKBest: params => new SelectKBest(params),
  StackingClassifier: ({ estimators, ...options }) =>
    new StackingClassifier(estimators as readonly NamedEstimator[], options),
  StandardScaler: params => new StandardScaler(params),
  VotingClassifier: ({ estimators, ...options }) =>
    new VotingClassifier(estimators as readonly NamedEstimator[], options),
}

/**
 * An estimator from what its `toJSON` gave, or from that as text. Only data is read: nothing in a file is evaluated, and
 * whatever does not fit is refused.
 *
 * @param json - the parsed JSON, or its text
 * @param options.expect - the class that the file must hold; the result then has its type
 * @param options.file - what to call the file in an error message; default `'model file'`
 * @throws ModelFormatError for another format, an unknown version or type, and every value that does not fit
 *
 * @example
 * ```ts
 * import { KNeighborsClassifier, fromJSON } from '@genre/classical'
 * const text = JSON.stringify(new KNeighborsClassifier<string>({ nNeighbors: 1 }).fit([[0], [1]], ['blues', 'rock']))
 * const model = fromJSON(text, { expect: KNeighborsClassifier<string> })
 * console.log(model.predict([[0.9]])) // => [ 'rock' ]
 * ```
 */
export function fromJSON<E extends AnyEstimator = AnyEstimator>(
  json: unknown,
  options: { expect?: new (...args: never[]) => E; file?: string } = {},
): E {
  const { file = 'model file', expect } = options
  let data = json
  if (typeof json === 'string') {
    try {
      data = JSON.parse(json)
    } catch (cause) {
      throw new ModelFormatError({ file, reason: `no JSON: ${(cause as Error).message}`, cause })
    }
  }
  const model = decodeEstimator(data, new Decoding({ file, path: 'model', estimator: decodeEstimator }))
  if (expect && !(model instanceof expect)) {
    throw new ModelFormatError({ file, reason: `holds a ${model.type}, not a ${expect.name}` })
  }
  return model as E
}

function decodeEstimator(json: unknown, at: Decoding): AnyEstimator {
  const record = at.record(json, ['format', 'version', 'type', 'params', 'state'])
  if (record.format !== FORMAT) at.fail(`format must be '${FORMAT}'`)
  if (record.version !== VERSION) at.fail(`version must be ${VERSION}; a newer package may know this one`)
  const { type } = record
  if (typeof type !== 'string' || !Object.hasOwn(TYPES, type))
    at.fail(`unknown type ${JSON.stringify(type)?.slice(0, 60)}`)
  const params = decodeParam(record.params, at.child('params'))
  if (typeof params !== 'object' || params === null || Array.isArray(params)) at.fail('params must be an object')
  try {
    const model = TYPES[type](params as Record<string, unknown>)
    const inner = at.child('state')
    model.restore(record.state, new Decoding({ ...inner, path: inner.path, sizes: new Map() }))
    return model
  } catch (cause) {
    if (cause instanceof ModelFormatError) throw cause
    if (cause instanceof InvalidParameterError || cause instanceof GenreError) at.fail(cause.message, cause)
    at.fail(`the file's values cannot be used (${cause instanceof Error ? cause.message : String(cause)})`, cause)
  }
}
