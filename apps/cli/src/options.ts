import { availableParallelism } from 'node:os'
import { InvalidArgumentError, Option } from 'commander'
import { closest, distance } from 'fastest-levenshtein'

/** A whole number of at least `min`, for commander's option parsers. */
export function wholeNumber(min: number): (text: string) => number {
  return text => {
    const value = Number(text)
    if (text.trim() === '' || !Number.isSafeInteger(value) || value < min) {
      throw new InvalidArgumentError(`It must be a whole number of at least ${min}.`)
    }
    return value
  }
}

/** A number greater than 0 and at most `max`, for commander's option parsers. */
export function positive(max: number): (text: string) => number {
  return text => {
    const value = Number(text)
    if (text.trim() === '' || !(value > 0 && value <= max)) {
      throw new InvalidArgumentError(`It must be a number greater than 0 and at most ${max}.`)
    }
    return value
  }
}

/** One of some words, for commander's option parsers. */
export function oneOf<T extends string>(words: readonly T[]): (text: string) => T {
  return text => {
    if ((words as readonly string[]).includes(text)) return text as T
    throw new InvalidArgumentError(`It must be one of ${words.join(', ')}.${suggestion(text, words)}`)
  }
}

/** The word that was meant, if one is near. */
function suggestion(text: string, words: readonly string[]): string {
  const near = closest(text.toLowerCase(), [...words])
  return distance(text.toLowerCase(), near) <= Math.max(1, Math.floor(near.length / 3)) ? ` Did you mean ${near}?` : ''
}

/** An option that takes one of some words, which a shell can complete. */
export function choice<T extends string>(flags: string, what: string, words: readonly T[]): Option {
  const option = new Option(flags, what).choices(words)
  return option.argParser(oneOf(words))
}

/** Some of some words, separated by commas; `all` for every one. */
export function someOf<T extends string>(words: readonly T[]): (text: string) => T[] {
  return text => {
    if (text === 'all') return [...words]
    const parts = text.split(',').map(part => part.trim())
    const unknown = parts.find(part => !(words as readonly string[]).includes(part))
    if (unknown !== undefined) {
      const allowed = `It must be all, or some of ${words.join(', ')}, separated by commas.`
      throw new InvalidArgumentError(`${allowed}${suggestion(unknown, words)}`)
    }
    return [...new Set(parts)] as T[]
  }
}

/** A stretch of time in seconds: `0:1`, `2.5:`, `:30`. */
export function stretch(text: string): { start?: number; end?: number } {
  const match = /^(\d*\.?\d*):(\d*\.?\d*)$/.exec(text.trim())
  const [start, end] = match ? match.slice(1).map(part => (part === '' ? undefined : Number(part))) : []
  const isNumber = (value: number | undefined) => value === undefined || Number.isFinite(value)
  if (!match || !isNumber(start) || !isNumber(end) || (start === undefined && end === undefined)) {
    throw new InvalidArgumentError('It must be a stretch of seconds such as 0:1.')
  }
  if (end !== undefined && end <= (start ?? 0)) throw new InvalidArgumentError('It must end after it begins.')
  return { ...(start !== undefined && { start }), ...(end !== undefined && { end }) }
}

/** `NAME=VALUE`, once for each parameter; values are JSON where they can be read as such, else words. */
export function parameter(text: string, before: Record<string, unknown> = {}): Record<string, unknown> {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('It must be NAME=VALUE, such as C=10.')
  const value = text.slice(at + 1)
  let read: unknown
  try {
    read = JSON.parse(value)
  } catch {
    read = value
  }
  return { ...before, [text.slice(0, at)]: read }
}

/** The options that mean the same wherever they stand. */
export const shared = {
  json: (what = 'print the result as JSON') => new Option('--json', what),
  out: (what: string) => new Option('-o, --out <path>', what),
  seed: (what = 'of everything that is drawn: the same seed gives the same result') =>
    new Option('--seed <n>', what).argParser(wholeNumber(0)).default(42),
  jobs: (what = 'worker threads') =>
    new Option('-j, --jobs <n>', what).argParser(wholeNumber(1)).default(availableParallelism()),
}

/** A number of seconds, 0 among them. */
export function seconds(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0 && value <= 60)) {
    throw new InvalidArgumentError('It must be a number of seconds from 0 to 60.')
  }
  return value
}
