import {
  DecisionTreeClassifier,
  KMeansRBF,
  KNeighborsClassifier,
  LogisticRegression,
  MLPClassifier,
  MinMaxScaler,
  PCA,
  Perceptron,
  PolynomialFeatures,
  RandomForestClassifier,
  RidgeClassifier,
  SVC,
} from '@genre/classical'
import type { ModelChoice, Published, Suite, SuiteOptions, TransformChoice } from '../suite'
import { gridOf } from '../suite'

const TRANSFORMS = ['none', 'PCA', 'RBF', 'polynomial']

const PUBLISHED: Readonly<Record<string, readonly number[]>> = {
  'logistic regression': [0.7131, 0.6865, 0.6111, 0.8853],
  SVM: [0.7532, 0.7265, 0.6284, 0.8846],
  perceptron: [0.6418, 0.5677, 0.2175, 0.6364],
  ridge: [0.6264, 0.5657, 0.5777, 0.8779],
  'decision tree': [0.6384, 0.6037, 0.6144, 0.6731],
  'random forest': [0.8699, 0.8626, 0.7545, 0.8466],
  KNN: [0.9313, 0.9159, 0.7799, 0.9293],
  'neural net': [0.9053, 0.8746, 0.2141, 0.8859],
}

/**
 * GenreGuessr's model exploration: 4 transforms x 8 models with their grids, each tuned on validation rows, fitted again on
 * the training rows with the best value, scored on the test rows.
 *
 * @example
 * ```ts
 * import { a3Suite } from '@genre/models'
 * const { transforms, models } = a3Suite()
 * console.log(transforms.length * models.length) // => 32
 * ```
 */
export function a3Suite(options: SuiteOptions = {}): Suite {
  const { randomState = 42, grid = 'full' } = options
  const selection = { by: 'validation', testSize: 0.15, validationSize: 0.15 } as const
  const few = <T>(values: readonly T[]) => gridOf(grid, values)
  const over = <K extends string, T>(name: K, values: readonly T[]) =>
    few(values).map(value => ({ [name]: value }) as Record<K, T>)
  const models: ModelChoice[] = [
    {
      name: 'logistic regression',
      description: 'multinomial, L-BFGS, at most 2000 iterations',
      selection,
      trials: over('C', [0.01, 0.1, 1, 10, 100]),
      create: params => new LogisticRegression<string>({ ...params, maxIter: 2000 }),
    },
    {
      name: 'SVM',
      description: 'linear kernel, one against one',
      selection,
      trials: over('C', [0.01, 0.1, 1, 10, 100]),
      create: (params, final) => new SVC<string>({ ...params, kernel: 'linear', probability: final, randomState }),
    },
    {
      name: 'perceptron',
      // The source leaves the seed at scikit-learn's own, which is 0.
      description: 'at most 1000 passes, tol 1e-3, seed 0',
      selection,
      trials: over('eta0', [0.0001, 0.001, 0.01, 0.1, 1]),
      create: params => new Perceptron<string>({ ...params, maxIter: 1000, tol: 1e-3, randomState: 0 }),
    },
    {
      name: 'ridge',
      description: 'ridge classifier',
      selection,
      trials: over('alpha', [100, 10, 1, 0.1, 0.01]),
      create: params => new RidgeClassifier<string>(params),
    },
    {
      name: 'decision tree',
      description: 'Gini impurity',
      selection,
      trials: over('maxDepth', [1, 3, 5, 10, 20, null]),
      create: params => new DecisionTreeClassifier<string>({ ...params, randomState }),
    },
    {
      name: 'random forest',
      description: 'Gini impurity, the square root of the columns at each split',
      selection,
      trials: few([10, 50, 100, 200]).flatMap(nEstimators =>
        few([3, 5, 10, null]).map(maxDepth => ({ nEstimators, maxDepth })),
      ),
      create: params => new RandomForestClassifier<string>({ ...params, randomState }),
    },
    {
      name: 'KNN',
      description: 'k nearest neighbours',
      selection,
      trials: few([1, 3, 5, 7, 10]).flatMap(nNeighbors =>
        ['uniform', 'distance'].map(weights => ({ nNeighbors, weights })),
      ),
      create: params => new KNeighborsClassifier<string>(params),
    },
    {
      name: 'neural net',
      description:
        '256-128-64 with batch norm, ReLU and dropout 0.2, 0.3, 0.4; Adam 1e-3, weight decay 1e-5, batches of 32; ' +
        'the rate is halved when validation accuracy stalls for 3 epochs; the best of 30 epochs is kept',
      selection,
      trials: [{ maxIter: grid === 'full' ? 30 : 2 }],
      validates: true,
      create: params =>
        new MLPClassifier<string>({
          ...params,
          hiddenLayerSizes: [256, 128, 64],
          batchNorm: 'afterLinear',
          dropout: [0.2, 0.3, 0.4],
          solver: 'adam',
          learningRateInit: 1e-3,
          weightDecay: 1e-5,
          alpha: 0,
          initialWeights: 'fanIn',
          batchSize: 32,
          learningRate: 'plateau',
          plateauFactor: 0.5,
          plateauPatience: 3,
          earlyStopping: true,
          nIterNoChange: Infinity,
          randomState,
        }),
    },
  ]
  const published: Published[] = Object.entries(PUBLISHED).flatMap(([model, accuracies]) =>
    accuracies.map((accuracy, k) => ({ model, transform: TRANSFORMS[k], accuracy })),
  )
  return {
    name: 'a3',
    title: 'GenreGuessr: 4 transforms x 8 models on 3 s segments',
    transforms: transforms(randomState, grid === 'full' ? 200 : 20),
    models,
    published,
    tested: 'all',
  }
}

function transforms(randomState: number, nCenters: number): TransformChoice[] {
  const scale = () => new MinMaxScaler()
  return [
    { name: TRANSFORMS[0], description: 'columns scaled to 0..1', create: () => [scale()] },
    {
      name: TRANSFORMS[1],
      description: 'scaled, then the principal components that hold 95 % of the variance',
      create: () => [scale(), new PCA({ nComponents: 0.95 })],
    },
    {
      name: TRANSFORMS[2],
      description: `scaled, then exp(-0.025 d²) for the distance d to each of ${nCenters} centres of k-means`,
      create: () => [scale(), new KMeansRBF({ nCenters, gamma: 0.025, randomState })],
    },
    {
      name: TRANSFORMS[3],
      description: 'scaled, then all products of two columns, with a constant',
      create: () => [scale(), new PolynomialFeatures({ degree: 2 })],
    },
  ]
}
