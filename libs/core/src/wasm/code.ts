/** Instructions that leave one value (or none, for statements), as bytes; nested freely. */
export type Code = readonly (number | Code)[]

/** The bytes of `code`, in order, at the end of `out`. */
export function flatten(code: Code, out: number[]): void {
  for (const part of code) {
    if (typeof part === 'number') out.push(part)
    else flatten(part, out)
  }
}

/** An integer from 0 to 2^32 - 1 in LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  do {
    const low = rest & 127
    rest >>>= 7
    bytes.push(rest ? low | 128 : low)
  } while (rest)
  return bytes
}

/** An integer from -2^31 to 2^31 - 1 in LEB128. */
export function signed(value: number): number[] {
  const bytes: number[] = []
  for (let rest = value; ;) {
    const low = rest & 127
    rest >>= 7
    const sign = low & 64 ? -1 : 0
    if (rest === sign) return [...bytes, low]
    bytes.push(low | 128)
  }
}
