/** The nearest integer, and the even one of two that are equally near, as NumPy and Python round. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  const part = value - floor
  return part > 0.5 || (part === 0.5 && floor % 2 !== 0) ? floor + 1 : floor
}
