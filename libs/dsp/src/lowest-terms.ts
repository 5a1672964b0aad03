/** The fraction `up / down` of two integers without a common divisor. */
export function lowestTerms(up: number, down: number): [up: number, down: number] {
  let [a, b] = [up, down]
  while (b > 0) [a, b] = [b, a % b]
  return [up / a, down / a]
}
