import { InvalidArgumentError } from 'commander'

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
    throw new InvalidArgumentError(`It must be one of ${words.join(', ')}.`)
  }
}

/** Some of some words, separated by commas; `all` for every one. */
export function someOf<T extends string>(words: readonly T[]): (text: string) => T[] {
  return text => {
    if (text === 'all') return [...words]
    const parts = text.split(',').map(part => part.trim())
    const unknown = parts.find(part => !(words as readonly string[]).includes(part))
    if (unknown !== undefined) {
      throw new InvalidArgumentError(`It must be all, or some of ${words.join(', ')}, separated by commas.`)
    }
    return [...new Set(parts)] as T[]
  }
}
