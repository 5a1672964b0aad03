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

function interval({ min, max, exclusive }: { min?: number; max?: number; exclusive?: string }): string {
  const open = (side: string) => exclusive === side || exclusive === 'both'
  const parts: string[] = []
  if (min !== undefined) parts.push(`${open('min') ? 'greater than' : 'at least'} ${min}`)
  if (max !== undefined) parts.push(`${open('max') ? 'less than' : 'at most'} ${max}`)
  return parts.length ? ` ${parts.join(' and ')}` : ''
}
