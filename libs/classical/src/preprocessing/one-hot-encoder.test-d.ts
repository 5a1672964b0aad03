import { expectTypeOf, test } from 'vitest'
import type { Category, MLPFitOptions } from '../index'
import { ColumnTransformer, KNeighborsClassifier, MLPClassifier, OneHotEncoder, Pipeline } from '../index'

test('tables of categories', () => {
  const encoder = new OneHotEncoder({ drop: 'first' })
  expectTypeOf(encoder.inverseTransform([[1]])).toEqualTypeOf<(Category | null)[][]>()
  const table = [
    ['blues', 1, true],
    ['rock', 2, false],
  ]
  encoder.fit(table)
  new ColumnTransformer([['kind', encoder, [0]]]).fit(table)
  new Pipeline([['kind', encoder]]).fit(table)
  // @ts-expect-error -- numbers alone
  new KNeighborsClassifier().fit(table, ['a', 'b'])
  // @ts-expect-error -- no such word
  new OneHotEncoder({ drop: 'last' })
})

test('validation rows have labels of the same kind', () => {
  expectTypeOf<MLPFitOptions<string>['validationData']>().toExtend<
    readonly [unknown, readonly string[]] | null | undefined
  >()
  // @ts-expect-error -- numbers for strings
  new MLPClassifier<string>().fit([[1]], ['a'], { validationData: [[[1]], [1]] })
})
