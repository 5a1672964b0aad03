import { InvalidParameterError } from '@genre/core'

/** Values to try for each parameter; several grids are tried one after the other. */
export type ParamGrid =
  Readonly<Record<string, readonly unknown[]>> | readonly Readonly<Record<string, readonly unknown[]>>[]

/**
 * Every combination of the values, in the order of scikit-learn 1.9's `ParameterGrid`: parameters sorted by name, the
 * last one changing fastest.
 *
 * @throws InvalidParameterError for a parameter without values
 *
 * @example
 * ```ts
 * import { parameterGrid } from '@genre/classical'
 * console.log(parameterGrid({ C: [1, 10], kernel: ['rbf'] })) // => [ { C: 1, kernel: 'rbf' }, { C: 10, kernel: 'rbf' } ]
 * ```
 */
export function parameterGrid(grid: ParamGrid): Record<string, unknown>[] {
  const grids = Array.isArray(grid) ? grid : [grid]
  if (grids.length === 0 || grids.some(one => typeof one !== 'object' || one === null)) {
    throw new InvalidParameterError({ parameter: 'paramGrid', received: grid, allowed: 'lists of values by parameter' })
  }
  return grids.flatMap((one: Readonly<Record<string, readonly unknown[]>>) => {
    let combinations: Record<string, unknown>[] = [{}]
    for (const name of Object.keys(one).sort()) {
      const values = one[name]
      if (!Array.isArray(values) || values.length === 0) {
        throw new InvalidParameterError({
          parameter: `paramGrid.${name}`,
          received: values,
          allowed: 'a list of values',
        })
      }
      combinations = combinations.flatMap(before => values.map((value: unknown) => ({ ...before, [name]: value })))
    }
    return combinations
  })
}
