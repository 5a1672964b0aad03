/** The scalar product of the `width` numbers from `xAt` with those from `yAt` on. */
export function dot(x: Float64Array, xAt: number, y: Float64Array, yAt: number, width: number): number {
  let sum = 0
  for (let j = 0; j < width; j++) sum += x[xAt + j] * y[yAt + j]
  return sum
}

/** The sum of the squared differences between the `width` numbers from `xAt` and those from `yAt` on. */
export function squaredDistance(x: Float64Array, xAt: number, y: Float64Array, yAt: number, width: number): number {
  let sum = 0
  for (let j = 0; j < width; j++) {
    const difference = x[xAt + j] - y[yAt + j]
    sum += difference * difference
  }
  return sum
}
