import { checkEstimator } from './check-estimator'
import { DecisionTreeClassifier, QuantileTransformer, RandomForestClassifier, SVC } from '../src/index'

checkEstimator('QuantileTransformer', () => new QuantileTransformer({ nQuantiles: 20 }))
checkEstimator('DecisionTreeClassifier', () => new DecisionTreeClassifier({ randomState: 0 }))
checkEstimator(
  'DecisionTreeClassifier by entropy, pruned',
  () => new DecisionTreeClassifier({ criterion: 'entropy', maxDepth: 3, randomState: 0 }),
)
checkEstimator('RandomForestClassifier', () => new RandomForestClassifier({ nEstimators: 7, randomState: 0 }))
checkEstimator('SVC', () => new SVC(), { oneClass: 'refuses', oneRow: 'refuses' })
checkEstimator('SVC, linear, probability', () => new SVC({ kernel: 'linear', probability: true, randomState: 0 }), {
  oneClass: 'refuses',
  oneRow: 'refuses',
})
