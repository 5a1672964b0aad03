import { InvalidParameterError } from './errors'

/**
 * A number that must be an integer within `[min, max]`, or an {@link InvalidParameterError} that names it.
 *
 * @example
 * ```ts
 * import { checkInteger } from '@genre/core'
 * checkInteger('nFft', 2048, { min: 1 }) // 2048
 * ```
 */
export function checkInteger(parameter: string, value: unknown, range: { min?: number; max?: number } = {}): number {
  const { min = -Number.MAX_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = range
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value
  throw new InvalidParameterError({ parameter, received: value, allowed: `an integer${interval(range)}` })
}

/**
 * A finite number within `[min, max]` (or `(min, max)` where `exclusive` says so), or an {@link InvalidParameterError}.
 *
 * @example
 * ```ts
 * import { checkNumber } from '@genre/core'
 * checkNumber('C', 10, { min: 0, exclusive: 'min' }) // 10
 * ```
 */
export function checkNumber(
  parameter: string,
  value: unknown,
  range: { min?: number; max?: number; exclusive?: 'min' | 'max' | 'both' } = {},
): number {
  const { min = -Infinity, max = Infinity, exclusive } = range
  const aboveMin = exclusive === 'min' || exclusive === 'both' ? (value as number) > min : (value as number) >= min
  const belowMax = exclusive === 'max' || exclusive === 'both' ? (value as number) < max : (value as number) <= max
  if (typeof value === 'number' && Number.isFinite(value) && aboveMin && belowMax) return value
  throw new InvalidParameterError({ parameter, received: value, allowed: `a finite number${interval(range)}` })
}

/**
 * One of a fixed set of words, or an {@link InvalidParameterError} that lists them.
 *
 * @example
 * ```ts
 * import { checkOneOf } from '@genre/core'
 * checkOneOf('padMode', 'reflect', ['constant', 'reflect']) // 'reflect'
 * ```
 */
export function checkOneOf<T extends string>(parameter: string, value: unknown, allowed: readonly T[]): T {
  if ((allowed as readonly unknown[]).includes(value)) return value as T
  const words = allowed.map(word => `'${word}'`).join(', ')
  throw new InvalidParameterError({ parameter, received: value, allowed: `one of ${words}` })
}

/**
 * `true` or `false`, or an {@link InvalidParameterError}: words and numbers are not taken for either.
 *
 * @example
 * ```ts
 * import { checkBoolean } from '@genre/core'
 * checkBoolean('center', false) // false
 * ```
 */
export function checkBoolean(parameter: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw new InvalidParameterError({ parameter, received: value, allowed: 'true or false' })
}

/** Names of options elsewhere that have no underscore, and what they are called here. */
const CALLED_HERE: Readonly<Record<string, string>> = { sr: 'sampleRate', fmin: 'fMin', fmax: 'fMax' }

/**
 * An object of options (none if `undefined`), or an {@link InvalidParameterError}. Options as Python's libraries spell them (`n_fft`,
 * `sr`, `fmin`) are refused with their name here, as they would have no effect; other unknown ones are not looked for.
 *
 * @example
 * ```ts
 * import { checkOptions } from '@genre/core'
 * const { nFft = 2048 } = checkOptions({ nFft: 1024 }) // 1024
 * ```
 */
export function checkOptions<O extends object>(options: O | undefined): O {
  if (options === undefined) return {} as O
  if (typeof options !== 'object' || options === null || Array.isArray(options) || ArrayBuffer.isView(options)) {
    throw new InvalidParameterError({ parameter: 'options', received: options, allowed: 'an object of options' })
  }
  for (const name in options) {
    const here = Object.hasOwn(CALLED_HERE, name)
      ? CALLED_HERE[name]
      : name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    if (here !== name) {
      const allowed = `left out: the option is called ${here}`
      throw new InvalidParameterError({ parameter: name, received: options[name], allowed })
    }
  }
  return options
}

function interval({ min, max, exclusive }: { min?: number; max?: number; exclusive?: string }): string {
  const open = (side: string) => exclusive === side || exclusive === 'both'
  const parts: string[] = []
  if (min !== undefined) parts.push(`${open('min') ? 'greater than' : 'at least'} ${min}`)
  if (max !== undefined) parts.push(`${open('max') ? 'less than' : 'at most'} ${max}`)
  return parts.length ? ` ${parts.join(' and ')}` : ''
}
