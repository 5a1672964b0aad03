import {
  ColumnTransformer,
  KNeighborsClassifier,
  LogisticRegression,
  MLPClassifier,
  MinMaxScaler,
  PCA,
  Pipeline,
  StandardScaler,
} from '@genre/classical'
import type { ModelChoice, Suite, SuiteOptions, TransformChoice } from '../suite'
import { gridOf } from '../suite'

const MEL_BAND = /^mel_spec_\d+$/i
const PLAIN = 'scaled'

/**
 * The models of the CSC 461 project on its 207 descriptors (one row a track): k nearest neighbours and logistic regression
 * by grid and 5-fold cross-validation, a neural net with early stopping on validation rows.
 *
 * Where the table has the 128 columns `Mel_Spec_1` to `Mel_Spec_128`, they are standardised and replaced by the principal
 * components that hold 98 % of their variance, as the source does; a table without them goes in as it is.
 *
 * @param options.columns - names of the table's columns
 *
 * @example
 * ```ts
 * import { b4Suite } from '@genre/models'
 * console.log(b4Suite().models.map(model => model.name).join(', ')) // => KNN, logistic regression, neural net
 * ```
 */
export function b4Suite(options: SuiteOptions & { readonly columns?: readonly string[] } = {}): Suite {
  const { randomState = 42, grid = 'full', columns = [] } = options
  const byFolds = { by: 'folds', testSize: 0.2, folds: 5 } as const
  const hasMel = columns.filter(name => MEL_BAND.test(name)).length > 1
  const transform = hasMel ? 'mel bands by PCA' : PLAIN
  const few = <T>(values: readonly T[]) => gridOf(grid, values)
  const models: ModelChoice[] = [
    {
      name: 'KNN',
      description: 'k nearest neighbours',
      selection: byFolds,
      trials: few(Array.from({ length: 20 }, (_, k) => k + 1)).flatMap(nNeighbors =>
        ['uniform', 'distance'].map(weights => ({ nNeighbors, weights })),
      ),
      create: params => new KNeighborsClassifier<string>(params),
    },
    {
      name: 'logistic regression',
      description: 'multinomial, at most 1000 iterations',
      selection: byFolds,
      trials: few([0.01, 0.1, 1, 10, 100]).flatMap(C => ['lbfgs', 'saga'].map(solver => ({ C, solver }))),
      create: params => new LogisticRegression<string>({ ...params, maxIter: 1000, randomState }),
    },
    {
      name: 'neural net',
      description:
        '146-146-146 with batch norm before each layer, ReLU and dropout 0.3; AdamW 0.002, weight decay 1e-4, batches of 25; ' +
        'the rate is halved when the validation loss stalls; at most 100 epochs, the best is kept',
      selection: { by: 'validation', testSize: 0.1, validationSize: 0.1 },
      trials: [{ maxIter: grid === 'full' ? 100 : 2 }],
      validates: true,
      create: params =>
        new MLPClassifier<string>({
          ...params,
          hiddenLayerSizes: [146, 146, 146],
          batchNorm: 'beforeLinear',
          inputNorm: true,
          dropout: 0.3,
          solver: 'adamw',
          learningRateInit: 0.002,
          weightDecay: 1e-4,
          alpha: 0,
          initialWeights: 'fanIn',
          batchSize: 25,
          learningRate: 'plateau',
          validationMetric: 'loss',
          earlyStopping: true,
          randomState,
        }),
    },
  ]
  return {
    name: 'b4',
    title: 'CSC 461: models on 207 descriptors of whole tracks',
    transforms: [
      hasMel ? melByPca(transform) : { name: PLAIN, description: SCALED, create: () => [new MinMaxScaler()] },
    ],
    models,
    published: [
      { model: 'KNN', transform, accuracy: 0.51 },
      { model: 'logistic regression', transform, accuracy: 0.675 },
      { model: 'neural net', transform, accuracy: 0.72 },
    ],
    tested: 'all',
  }
}

const SCALED = 'columns scaled to 0..1'

function melByPca(name: string): TransformChoice {
  return {
    name,
    description: `mel bands standardised and replaced by the components that hold 98 % of their variance; then ${SCALED}`,
    create: columns => {
      const positions = (isMel: boolean) => columns.flatMap((column, k) => (MEL_BAND.test(column) === isMel ? [k] : []))
      const pca = new Pipeline([
        ['scale', new StandardScaler()],
        ['pca', new PCA({ nComponents: 0.98 })],
      ])
      const others = positions(false)
      const rest = others.length > 0 ? [['rest', 'passthrough', others] as const] : []
      return [new ColumnTransformer([['mel', pca, positions(true)], ...rest]), new MinMaxScaler()]
    },
  }
}
