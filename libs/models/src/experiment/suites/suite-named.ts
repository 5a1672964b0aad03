import { InvalidParameterError } from '@genre/core'
import type { Suite, SuiteOptions } from '../suite'
import { a3Suite } from './a3-suite'
import { b4Suite } from './b4-suite'
import { bestSuite } from './best-suite'
import { cSuite } from './c-suite'

/** Names of the suites that are tuned. */
export const SUITES = ['a3', 'b4', 'c', 'best'] as const

/** One of them. */
export type SuiteName = (typeof SUITES)[number]

/**
 * A suite by its name.
 *
 * @param options.columns - names of the table's columns, which some suites treat by name
 * @throws InvalidParameterError for another name
 *
 * @example
 * ```ts
 * import { suiteNamed } from '@genre/models'
 * console.log(suiteNamed('c').title) // => Georgia Tech: forest and support vector machines on 3 s segments
 * ```
 */
export function suiteNamed(name: string, options: SuiteOptions & { readonly columns?: readonly string[] } = {}): Suite {
  if (name === 'a3') return a3Suite(options)
  if (name === 'b4') return b4Suite(options)
  if (name === 'c') return cSuite(options)
  if (name === 'best') return bestSuite(options)
  throw new InvalidParameterError({ parameter: 'suite', received: name, allowed: `one of ${SUITES.join(', ')}` })
}
