/**
 * Keeps the rows of a square matrix that were used last, as many as there is memory for.
 *
 * A row may be there in part, its first entries only: whoever shrinks a problem needs no more of them.
 */
export class RowCache {
  readonly #size: number
  readonly #rows: (Float32Array | null)[]
  /** How many entries of each row are there. */
  readonly #lengths: Int32Array
  // A ring of the rows that are there, the one used last before the end; entry `size` is the head.
  readonly #previous: Int32Array
  readonly #next: Int32Array
  readonly #memory: RowMemory

  /** @param size - how many rows and columns the matrix has */
  constructor(size: number, memory: RowMemory) {
    this.#size = size
    this.#memory = memory
    this.#rows = new Array<Float32Array | null>(size).fill(null)
    this.#lengths = new Int32Array(size)
    this.#previous = new Int32Array(size + 1).fill(size)
    this.#next = new Int32Array(size + 1).fill(size)
  }

  /** The memory of row `i`; entries from {@link length} on are to be filled, and reported by {@link filled}. */
  row(i: number): Float32Array {
    let row = this.#rows[i]
    if (row) {
      this.#unlink(i)
    } else {
      row = this.#memory.take()
      while (!row) {
        this.#drop(this.#next[this.#size])
        row = this.#memory.take()
      }
      this.#rows[i] = row
    }
    this.#link(i)
    return row
  }

  /** How many entries of row `i` are there, from the first one on. */
  length(i: number): number {
    return this.#lengths[i]
  }

  filled(i: number, length: number): void {
    this.#lengths[i] = length
  }

  /** Exchanges rows `i` and `j`, and columns `i` and `j`. */
  swap(i: number, j: number): void {
    if (i === j) return
    const rows = this.#rows
    const lengths = this.#lengths
    if (rows[i]) this.#unlink(i)
    if (rows[j]) this.#unlink(j)
    const row = rows[i]
    rows[i] = rows[j]
    rows[j] = row
    const length = lengths[i]
    lengths[i] = lengths[j]
    lengths[j] = length
    if (rows[i]) this.#link(i)
    if (rows[j]) this.#link(j)
    const low = Math.min(i, j)
    const high = Math.max(i, j)
    for (let r = this.#next[this.#size]; r !== this.#size;) {
      const following = this.#next[r]
      if (lengths[r] > high) {
        const values = rows[r]!
        const value = values[low]
        values[low] = values[high]
        values[high] = value
      } else if (lengths[r] > low) {
        this.#drop(r)
      }
      r = following
    }
  }

  /** Gives the memory of all rows back. */
  release(): void {
    while (this.#next[this.#size] !== this.#size) this.#drop(this.#next[this.#size])
  }

  #drop(i: number): void {
    this.#unlink(i)
    this.#memory.giveBack(this.#rows[i]!)
    this.#rows[i] = null
    this.#lengths[i] = 0
  }

  #link(i: number): void {
    const head = this.#size
    const last = this.#previous[head]
    this.#next[last] = i
    this.#previous[i] = last
    this.#next[i] = head
    this.#previous[head] = i
  }

  #unlink(i: number): void {
    this.#next[this.#previous[i]] = this.#next[i]
    this.#previous[this.#next[i]] = this.#previous[i]
  }
}

/** Memory for a number of rows of one length, at least two. */
export class RowMemory {
  readonly #allocate: () => Float32Array
  readonly #free: Float32Array[] = []
  #left: number

  constructor(capacity: number, allocate: () => Float32Array) {
    this.#left = capacity
    this.#allocate = allocate
  }

  /** How many rows of a length fit some memory: two in any case, and no more than there are. */
  static capacity(length: number, megabytes: number): number {
    return Math.min(Math.max(2, Math.floor((megabytes * 2 ** 20) / (4 * length))), Math.max(2, length))
  }

  /** A row, or `null` if all are taken. */
  take(): Float32Array | null {
    const row = this.#free.pop()
    if (row) return row
    if (this.#left === 0) return null
    this.#left--
    return this.#allocate()
  }

  giveBack(row: Float32Array): void {
    this.#free.push(row)
  }
}
