/**
 * Medians of a window that slides along a line of numbers: the window is kept sorted, and each step moves only the values
 * between the one that leaves and the one that enters.
 *
 * Numbers are single-precision floats given by their bits, as integers in the same order (see toKey in median-filter.ts), because
 * integers compare and move faster.
 */
export class RunningMedian {
  readonly size: number
  readonly #sorted: Int32Array

  constructor(size: number) {
    this.size = size
    // One place on each side for sentinels that end the search.
    this.#sorted = new Int32Array(size + 2)
  }

  /**
   * The element of rank `floor(size / 2)` of `line[from + i .. from + i + size - 1]`, for i = 0..n-1, to
   * `out[to + i]`.
   */
  run(line: Int32Array, from: number, n: number, out: Int32Array, to: number): void {
    const size = this.size
    const sorted = this.#sorted
    const middle = 1 + (size >> 1)
    sorted.set(line.subarray(from, from + size), 1)
    sorted[0] = -0x80000000
    sorted[size + 1] = -0x80000000
    sorted.subarray(1, size + 1).sort()
    sorted[size + 1] = 0x7fffffff
    out[to] = sorted[middle]
    for (let i = 1; i < n; i++) {
      const leaves = line[from + i - 1]
      const enters = line[from + i - 1 + size]
      if (enters > leaves) {
        // The last place whose value is `leaves` moves up; the places in between move down.
        let low = 1
        let high = size
        while (low < high) {
          const mid = (low + high) >> 1
          if (sorted[mid] < leaves) low = mid + 1
          else high = mid
        }
        while (sorted[low + 1] < enters) {
          sorted[low] = sorted[low + 1]
          low++
        }
        sorted[low] = enters
      } else if (enters < leaves) {
        let low = 1
        let high = size
        while (low < high) {
          const mid = (low + high) >> 1
          if (sorted[mid] < leaves) low = mid + 1
          else high = mid
        }
        while (sorted[low - 1] > enters) {
          sorted[low] = sorted[low - 1]
          low--
        }
        sorted[low] = enters
      }
      out[to + i] = sorted[middle]
    }
  }
}
