import { MinMaxScaler, RandomForestClassifier, SVC, parameterSampler } from '@genre/classical'
import type { ModelChoice, Suite, SuiteOptions, TrialParams } from '../suite'

const TRANSFORM = 'scaled'

/**
 * The classical models of the Georgia Tech project on 3 s segments: a random forest as it comes and after a random search,
 * and support vector machines with three kernels.
 *
 * @example
 * ```ts
 * import { cSuite } from '@genre/models'
 * console.log(cSuite().models.length) // => 5
 * ```
 */
export function cSuite(options: SuiteOptions = {}): Suite {
  const { randomState = 42, grid = 'full' } = options
  const isFull = grid === 'full'
  const selection = { by: 'folds', testSize: 0.2, folds: isFull ? 5 : 2 } as const
  const drawn = parameterSampler(
    {
      nEstimators: isFull ? [100, 200, 300, 400] : [5, 10],
      maxDepth: [10, 20, 30, null],
      minSamplesSplit: [2, 5, 10],
      minSamplesLeaf: [1, 2, 4],
      maxFeatures: ['sqrt', 'log2'],
      bootstrap: [true, false],
    },
    { nIter: isFull ? 20 : 2, randomState },
  ) as TrialParams[]
  const machine = (kernel: 'linear' | 'poly' | 'rbf', words: string): ModelChoice => ({
    name: `SVM, ${kernel}`,
    description: `${words} kernel, one against one`,
    selection,
    trials: (isFull ? [0.1, 1, 10, 100] : [1, 10]).map(C => ({ C })),
    create: (params, final) => new SVC<string>({ ...params, kernel, probability: final, randomState }),
  })
  const models: ModelChoice[] = [
    {
      name: 'random forest',
      description: '100 trees, as it comes',
      selection,
      trials: [{ nEstimators: isFull ? 100 : 10 }],
      create: params => new RandomForestClassifier<string>({ ...params, randomState }),
    },
    {
      name: 'random forest, searched',
      description: `the best of ${drawn.length} sets of parameters drawn at random`,
      selection,
      trials: drawn,
      create: params => new RandomForestClassifier<string>({ ...params, randomState }),
    },
    machine('linear', 'linear'),
    machine('poly', 'cubic polynomial'),
    machine('rbf', 'radial basis function'),
  ]
  return {
    name: 'c',
    title: 'Georgia Tech: forest and support vector machines on 3 s segments',
    transforms: [{ name: TRANSFORM, description: 'columns scaled to 0..1', create: () => [new MinMaxScaler()] }],
    models,
    published: [
      { model: 'random forest', transform: TRANSFORM, accuracy: 0.871 },
      { model: 'random forest, searched', transform: TRANSFORM, accuracy: 0.888 },
    ],
    tested: 'all',
  }
}
