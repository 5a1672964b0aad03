/** Largest prime factor that is transformed directly; a size with a larger one goes through Bluestein's algorithm. */
export const LARGEST_DIRECT_PRIME = 31

/** The radices of a size in the order of their passes, or `undefined` if a prime factor is too large. */
export function factorize(size: number): number[] | undefined {
  const fours: number[] = []
  const others: number[] = []
  let rest = size
  for (; rest % 4 === 0; rest /= 4) fours.push(4)
  for (; rest % 2 === 0; rest /= 2) others.push(2)
  for (let prime = 3; prime <= LARGEST_DIRECT_PRIME; prime += 2) {
    for (; rest % prime === 0; rest /= prime) others.push(prime)
  }
  // A radix-4 pass goes last where there is another one for the beginning: in both places it is faster than elsewhere.
  const last = fours.length > 1 ? fours.splice(0, 1) : []
  return rest === 1 ? [...fours, ...others, ...last] : undefined
}
