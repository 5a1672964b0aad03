import type { AnyEstimator } from '@genre/classical'
import {
  LinearDiscriminantAnalysis,
  LogisticRegression,
  Pipeline,
  QuantileTransformer,
  SVC,
  StandardScaler,
  VotingClassifier,
} from '@genre/classical'
import type { ModelChoice, Suite, SuiteOptions, TransformChoice } from '../suite'
import { gridOf } from '../suite'

/**
 * What does best on music by artists that were not heard before: models of whole tracks, chosen by cross-validation of the
 * training and validation tracks with artists kept apart; the one that is chosen meets the test tracks, once.
 *
 * It wants a table with one row a track whose columns end in `@mean`, `@std`, `@q10`, `@q50`, `@q90` (statistics over the
 * segments of a track), or start with `band` or `cepstrum` (what the mel spectrogram of a track says of bands, rhythm, timbre), or
 * with `zone` or `slope` (the texture of the mel spectrogram, `melTexture` of `@genre/features`). Sets of columns that the table
 * lacks are left out.
 *
 * @param options.columns - names of the table's columns
 *
 * @example
 * ```ts
 * import { bestSuite } from '@genre/models'
 * const { transforms, tested } = bestSuite({ columns: ['tempo@mean', 'tempo@std'] })
 * console.log(transforms.map(({ name }) => name).join(', '), tested) // => means best
 * ```
 */
export function bestSuite(options: SuiteOptions & { readonly columns?: readonly string[] } = {}): Suite {
  const { randomState = 42, grid = 'full', columns = [] } = options
  const selection = { by: 'folds', testSize: 0.3, folds: 5, repeats: grid === 'full' ? 3 : 1 } as const
  const few = <T>(values: readonly T[]) => gridOf(grid, values)
  const quantile = () => new QuantileTransformer({ nQuantiles: 100, outputDistribution: 'normal' })
  const standard = () => new StandardScaler()
  const scaled = (scaler: () => AnyEstimator, model: AnyEstimator): AnyEstimator =>
    new Pipeline<string>([
      ['scale', scaler()],
      ['model', model],
    ])
  const discriminant = () => new LinearDiscriminantAnalysis<string>({ solver: 'lsqr', shrinkage: 'auto' })
  const logistic = (C: number) => new LogisticRegression<string>({ C, maxIter: 1000 })
  const machine = (C: number) => new SVC<string>({ C, probability: true, randomState })
  const models: ModelChoice[] = [
    {
      name: 'discriminant analysis',
      description: 'linear, covariance shrunk by Ledoit and Wolf',
      selection,
      trials: [{ scale: 'standard' }],
      create: () => scaled(standard, discriminant()),
    },
    {
      name: 'logistic regression',
      description: 'multinomial, l2',
      selection,
      trials: few([0.03, 0.1, 0.3]).map(C => ({ C })),
      create: ({ C }) => scaled(standard, logistic(C as number)),
    },
    {
      name: 'support vector machine',
      description: 'radial basis function',
      selection,
      trials: few([3, 10]).map(C => ({ C })),
      create: ({ C }, final) => scaled(standard, new SVC<string>({ C: C as number, probability: final, randomState })),
    },
    {
      name: 'vote',
      description:
        'probabilities of discriminant analysis (quantiles), logistic regression and support vector machine (C = 3), averaged',
      selection,
      trials: [{ C: 0.1 }],
      create: ({ C }) =>
        new VotingClassifier<string>(
          [
            ['discriminant', scaled(quantile, discriminant())],
            ['logistic', scaled(standard, logistic(C as number))],
            ['machine', scaled(standard, machine(3))],
          ],
          { voting: 'soft' },
        ),
    },
  ]
  return {
    name: 'best',
    title: 'What does best on artists that were not heard before',
    transforms: columnSets(columns),
    models,
    published: [],
    tested: 'best',
    rule:
      'The highest mean accuracy over three repeats of 5-fold cross-validation of the training and validation tracks together, ' +
      'artists kept apart; of equally good ones the first in the order of the list. It is then fitted on all of these tracks ' +
      'and meets the test tracks once.',
  }
}

const isMean = (column: string) => /@mean$/.test(column)
const isSpread = (column: string) => /@std$/.test(column)
const isQuantile = (column: string) => /@q\d+$/.test(column)
const isBand = (column: string) => /^(band|cepstrum)/.test(column) && !column.includes('@')
const isTexture = (column: string) => /^(zone|slope)/.test(column) && !column.includes('@')

/** The sets of columns that a table has. */
function columnSets(columns: readonly string[]): TransformChoice[] {
  const sets: [string, string, ((column: string) => boolean)[]][] = [
    ['means', 'means over the segments of a track', [isMean]],
    [
      'all statistics',
      'means, standard deviations, quantiles 0.1, 0.5 and 0.9 over the segments',
      [isMean, isSpread, isQuantile],
    ],
    ['bands', 'bands of the mel spectrogram, their modulation and correlation, its cepstrum', [isBand]],
    ['statistics and bands', 'all statistics, and the bands', [isMean, isSpread, isQuantile, isBand]],
    ['texture', 'local patterns and slopes of the mel spectrogram', [isTexture]],
    ['bands and texture', 'the bands and the texture: the mel spectrogram alone', [isBand, isTexture]],
    ['everything', 'all statistics, the bands, the texture', [isMean, isSpread, isQuantile, isBand, isTexture]],
  ]
  return sets.flatMap(([name, description, kinds]) => {
    const isThere = kinds.every(is => columns.some(is))
    const uses = (column: string) => kinds.some(is => is(column))
    return isThere ? [{ name, description, uses, create: () => [] }] : []
  })
}
