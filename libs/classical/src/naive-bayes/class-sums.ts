/** The rows of each class, in order: those of class `c` are `rows[starts[c]]` to `rows[starts[c + 1] - 1]`. */
export interface RowsByClass {
  readonly rows: Int32Array
  readonly starts: Int32Array
}

/** Sorts rows by their class. @param codes - the class of each row */
export function rowsByClass(codes: Int32Array, classes: number): RowsByClass {
  const starts = new Int32Array(classes + 1)
  for (let i = 0; i < codes.length; i++) starts[codes[i] + 1]++
  for (let c = 0; c < classes; c++) starts[c + 1] += starts[c]
  const next = starts.slice()
  const rows = new Int32Array(codes.length)
  for (let i = 0; i < codes.length; i++) rows[next[codes[i]]++] = i
  return { rows, starts }
}

/**
 * For each class the weighted sum of its rows' numbers, or of the squares of their deviations from the class's `means`:
 * (classes, columns) values, summed in the order of the rows. Four rows at a time, which saves reading sums again.
 */
export function classSums(
  data: Float64Array,
  columns: number,
  { rows, starts }: RowsByClass,
  weights: Float64Array,
  means: Float64Array | null,
): Float64Array {
  const out = new Float64Array((starts.length - 1) * columns)
  for (let c = 0; c + 1 < starts.length; c++) {
    const at = c * columns
    const end = starts[c + 1]
    let n = starts[c]
    for (; n + 3 < end; n += 4) {
      const [w0, w1, w2, w3] = [weights[rows[n]], weights[rows[n + 1]], weights[rows[n + 2]], weights[rows[n + 3]]]
      const a = rows[n] * columns
      const b = rows[n + 1] * columns
      const d = rows[n + 2] * columns
      const e = rows[n + 3] * columns
      if (means) {
        for (let j = 0; j < columns; j++) {
          const mean = means[at + j]
          const d0 = data[a + j] - mean
          const d1 = data[b + j] - mean
          const d2 = data[d + j] - mean
          const d3 = data[e + j] - mean
          out[at + j] = out[at + j] + w0 * (d0 * d0) + w1 * (d1 * d1) + w2 * (d2 * d2) + w3 * (d3 * d3)
        }
      } else {
        for (let j = 0; j < columns; j++) {
          out[at + j] = out[at + j] + w0 * data[a + j] + w1 * data[b + j] + w2 * data[d + j] + w3 * data[e + j]
        }
      }
    }
    for (; n < end; n++) {
      const weight = weights[rows[n]]
      for (let j = 0, k = rows[n] * columns; j < columns; j++, k++) {
        const deviation = means ? data[k] - means[at + j] : 0
        out[at + j] += weight * (means ? deviation * deviation : data[k])
      }
    }
  }
  return out
}
