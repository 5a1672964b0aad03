import { GenreError } from '@genre/core'

/** A net that the backend has no room for. `code` is `'NET_TOO_LARGE'`; nothing was allocated. */
export class NetTooLargeError extends GenreError {
  readonly net: string
  readonly parameters: number
  /** Bytes that it would take. */
  readonly needed: number
  /** Bytes that there are. */
  readonly available: number
  readonly suggestion: string

  constructor(facts: {
    net: string
    parameters: number
    needed: number
    available: number
    purpose: string
    backend: string
    suggestion: string
  }) {
    super(
      'NET_TOO_LARGE',
      `${facts.net} has ${facts.parameters.toLocaleString('en-US').replaceAll(',', ' ')} parameters and takes about ` +
        `${gibibytes(facts.needed)} ${facts.purpose}; the backend ${facts.backend} has ${gibibytes(facts.available)}. ${facts.suggestion}`,
    )
    this.net = facts.net
    this.parameters = facts.parameters
    this.needed = facts.needed
    this.available = facts.available
    this.suggestion = facts.suggestion
  }
}

function gibibytes(bytes: number): string {
  const unit = bytes >= 2 ** 30 ? ([2 ** 30, 'GiB'] as const) : ([2 ** 20, 'MiB'] as const)
  return `${(bytes / unit[0]).toPrecision(3)} ${unit[1]}`
}
