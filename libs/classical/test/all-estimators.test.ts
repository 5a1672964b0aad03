import { checkEstimator } from './check-estimator'
import {
  ColumnTransformer,
  DecisionTreeClassifier,
  ExtraTreesClassifier,
  LinearSVC,
  MinMaxScaler,
  Nystroem,
  QuadraticDiscriminantAnalysis,
  QuantileTransformer,
  RandomForestClassifier,
  SVC,
  StandardScaler,
} from '../src/index'

checkEstimator('QuantileTransformer', () => new QuantileTransformer({ nQuantiles: 20 }))
checkEstimator('DecisionTreeClassifier', () => new DecisionTreeClassifier({ randomState: 0 }))
checkEstimator(
  'DecisionTreeClassifier by entropy, pruned',
  () => new DecisionTreeClassifier({ criterion: 'entropy', maxDepth: 3, randomState: 0 }),
)
checkEstimator(
  'DecisionTreeClassifier with random thresholds and cost-complexity pruning',
  () => new DecisionTreeClassifier({ splitter: 'random', ccpAlpha: 0.001, randomState: 0 }),
)
checkEstimator('RandomForestClassifier', () => new RandomForestClassifier({ nEstimators: 7, randomState: 0 }))
checkEstimator('ExtraTreesClassifier', () => new ExtraTreesClassifier({ nEstimators: 7, randomState: 0 }))
checkEstimator("LinearSVC, penalty 'l1'", () => new LinearSVC({ penalty: 'l1', randomState: 0 }), {
  oneClass: 'refuses',
  oneRow: 'refuses',
})
checkEstimator(
  'QuadraticDiscriminantAnalysis that keeps covariances',
  () => new QuadraticDiscriminantAnalysis({ regParam: 0.1, storeCovariance: true }),
  { oneClass: 'refuses', oneRow: 'refuses' },
)
checkEstimator(
  'Nystroem, laplacian kernel',
  () => new Nystroem({ kernel: 'laplacian', nComponents: 5, randomState: 0 }),
)
checkEstimator(
  'ColumnTransformer with weights and a remainder',
  () =>
    new ColumnTransformer([['scale', new MinMaxScaler(), [1]]], {
      remainder: new StandardScaler(),
      transformerWeights: { scale: 2, remainder: 0.5 },
    }),
)
checkEstimator('SVC', () => new SVC(), { oneClass: 'refuses', oneRow: 'refuses' })
checkEstimator('SVC, linear, probability', () => new SVC({ kernel: 'linear', probability: true, randomState: 0 }), {
  oneClass: 'refuses',
  oneRow: 'refuses',
})
