/**
 * Tests of a package's answer to bad parameters: a table with an entry for each exported function, class and method, and in it for each
 * parameter and each option what is wrong for it. The table is held against the package's types, so that nothing can be forgotten.
 */
import { GenreError, InvalidParameterError, ShapeError } from '@genre/core'
import { describe, expect, test } from 'vitest'
import { apiSurface } from './api-surface.ts'

/** A wrong value, and what the error must be if not an InvalidParameterError that names the parameter. */
export interface Bad {
  readonly value: unknown
  /** What the error calls the parameter; default the parameter's own name, with more behind it or not. */
  readonly parameter?: string
  /** A ShapeError is wanted. */
  readonly shape?: boolean
}

/** What is wrong for one parameter; or, as a string, why nothing is. */
export type Spec = readonly Bad[] | string

/** One function, constructor or method. */
export interface Entry {
  /** Calls it; `p` holds its parameters by name, and `o` its options. */
  readonly call: (p: Record<string, never>, o: never) => unknown
  /** Good parameters and options, for all that have no default. */
  readonly good?: Readonly<Record<string, unknown>>
  readonly options?: Readonly<Record<string, unknown>>
  /** What is wrong, by parameter and by option; nested ones (`smoothing.time`) by path. */
  readonly bad: Readonly<Record<string, Spec>>
}

/** A name of the surface, with its entry, or why it has none. */
export type Table = Readonly<Record<string, Entry | string>>

const of = (...values: unknown[]): Bad[] => values.map(value => ({ value }))
/** Wrong for every number. */
const NO_NUMBER = [NaN, Infinity, -Infinity, '3', null, [], {}, true]

/** Wrong for an integer of a range. */
export function integer(min: number, max = Infinity): Bad[] {
  return of(...NO_NUMBER, min + 0.5, min - 1, max === Infinity ? 2 ** 60 : max + 1)
}

/** Wrong for a finite number of a range; `open` ends do not belong to it. */
export function finite(
  range: { min?: number; max?: number; open?: 'min' | 'max' | 'both'; infinite?: boolean } = {},
): Bad[] {
  const { min, max, open, infinite } = range
  const values: unknown[] = NO_NUMBER.filter(value => !(infinite && value === Infinity))
  if (min !== undefined)
    values.push(open === 'min' || open === 'both' ? min : min - 1e-9 - Math.abs(min) * 1e-9, min - 1)
  if (max !== undefined)
    values.push(open === 'max' || open === 'both' ? max : max + 1e-9 + Math.abs(max) * 1e-9, 2 * max + 1)
  return of(...values)
}

export const positive = finite({ min: 0, open: 'min' })
export const notNegative = finite({ min: 0 })
export const flag = of('yes', '', 0, 1, null, NaN, {}, [])
export const word = of('nonsense', '', 3, null, NaN, [], {}, true)
export const text = of(3, null, undefined, NaN, [], {}, true)
export const callback = of('x', 3, null, {}, [])

/** {@link word}, {@link positive} and so on for what may also be null. */
export function orNull(spec: readonly Bad[]): Bad[] {
  return spec.filter(({ value }) => value !== null)
}

/** Wrong values that errors call by another name. */
export function called(parameter: string, spec: readonly Bad[]): Bad[] {
  return spec.map(bad => ({ ...bad, parameter: bad.parameter ?? parameter }))
}

export { of as wrong }

/** Wrong values of other shapes than wanted. */
export function misshapen(...values: unknown[]): Bad[] {
  return values.map(value => ({ value, shape: true }))
}

/** One test for each entry of the table, and one that nothing is missing in it. */
export function testBadParameters(entry: string, table: Table): void {
  const surface = apiSurface(entry)

  test('the table has every export, parameter and option, and nothing else', () => {
    const missing: string[] = []
    for (const [name, { parameters, options }] of surface) {
      const listed = table[name]
      if (listed === undefined) missing.push(name)
      if (listed === undefined || typeof listed === 'string') continue
      for (const parameter of parameters) {
        if (parameter !== 'options' && !(parameter in listed.bad)) missing.push(`${name}(${parameter})`)
      }
      for (const option of options) if (!(option in listed.bad)) missing.push(`${name}({ ${option} })`)
      for (const key of Object.keys(listed.bad)) {
        const own = key.split('.')[0]
        if (!parameters.includes(own) && !options.includes(own)) missing.push(`${name} has no ${key}`)
      }
    }
    for (const name of Object.keys(table)) if (!surface.has(name)) missing.push(`no export ${name}`)
    expect(missing).toEqual([])
  })

  describe.each(Object.entries(table).filter(([, listed]) => typeof listed !== 'string'))('%s', (name, listed) => {
    const { call, good = {}, options = {}, bad } = listed as Entry
    const known = surface.get(name)
    const run = (p: object, o: unknown) => call(p as Record<string, never>, o as never)

    test('takes good parameters', () => {
      expect(() => run(good, options)).not.toThrow()
    })

    test('refuses bad ones by name', () => {
      const wrong: string[] = []
      for (const [path, spec] of Object.entries(bad)) {
        if (typeof spec === 'string') continue
        const [own] = path.split('.')
        const isOption = !known?.parameters.includes(own)
        for (const { value, parameter = path, shape = false } of spec) {
          const p = isOption ? good : { ...good, [own]: value }
          const o = isOption ? withValue(options, path.split('.'), value) : options
          const complaint = judge(() => run(p, o), { value, parameter, shape })
          if (complaint) wrong.push(`${path} = ${inspect(value)}: ${complaint}`)
        }
      }
      if (known?.parameters.includes('options')) {
        for (const value of [null, 'x', 7, [1]]) {
          const complaint = judge(() => run(good, value), { value, parameter: 'options', shape: false })
          if (complaint) wrong.push(`options = ${inspect(value)}: ${complaint}`)
        }
        const complaint = judge(() => run(good, { ...options, hop_length: 1 }), {
          value: 1,
          parameter: 'hop_length',
          shape: false,
        })
        if (complaint) wrong.push(`hop_length: ${complaint}`)
      }
      expect(wrong).toEqual([])
    })
  })
}

/** The options with one of them replaced, at any depth. */
function withValue(options: object, [key, ...rest]: string[], value: unknown): object {
  const inner = (options as Record<string, unknown>)[key]
  return { ...options, [key]: rest.length ? withValue((inner ?? {}) as object, rest, value) : value }
}

/** What is wrong with the answer, if anything. */
function judge(run: () => unknown, wanted: Required<Bad>): string | undefined {
  const { value, parameter, shape } = wanted
  const started = performance.now()
  let error: unknown
  try {
    const result = run()
    return `taken${typeof result === 'number' ? `, result ${result}` : ''}`
  } catch (thrown) {
    error = thrown
  }
  const took = performance.now() - started
  if (took > 2000) return `refused only after ${took.toFixed(0)} ms`
  if (!(error instanceof GenreError)) return String(error)
  const right = shape ? error instanceof ShapeError : error instanceof InvalidParameterError
  if (!right) return `${error.name}: ${error.message}`
  const name = error instanceof ShapeError ? error.array : (error as InvalidParameterError).parameter
  if (!name.startsWith(parameter)) return `called ${name}: ${error.message}`
  if (error instanceof InvalidParameterError) {
    if (!error.message.includes(error.allowed) || error.allowed === '')
      return `does not say what is allowed: ${error.message}`
    const plain = (typeof value !== 'object' || value === null) && typeof value !== 'function'
    if (name === parameter && plain && !Object.is(error.received, value) && !Number.isNaN(value))
      return `received: ${error.message}`
  }
  return undefined
}

function inspect(value: unknown): string {
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${(value as Uint8Array).length})`
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? `'${value}'` : String(value)
  return JSON.stringify(value, (_, inner: unknown) =>
    ArrayBuffer.isView(inner)
      ? inspect(inner)
      : typeof inner === 'number' && !Number.isFinite(inner)
        ? String(inner)
        : inner,
  )
}
