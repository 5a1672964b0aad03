import { NdArray } from '@genre/core'
import type { Segment } from '@genre/features'
import { refuseSilence } from './check-audio'

/** Audio cut into chunks, with the descriptors of each that is not silent. */
export interface DescribedChunks {
  /** Where they lie, in seconds. */
  readonly places: readonly { readonly start: number; readonly end: number }[]
  /** One row a chunk. */
  readonly X: NdArray<Float64Array>
  /** Audio shorter than a chunk, silent chunks left out. */
  readonly warnings: readonly string[]
}

/** Gathers the rows of chunks that were described, and says what was missing. */
export class ChunkList {
  readonly #spans: Segment[] = []
  readonly #rows: Float64Array[] = []
  #silent = 0

  /** A chunk with its descriptors, or `null` if it is silent. */
  add(span: Segment, row: Float64Array | null): void {
    if (row === null) this.#silent++
    else {
      this.#spans.push(span)
      this.#rows.push(row)
    }
  }

  /** Whether there was no chunk at all. */
  get isEmpty(): boolean {
    return this.#spans.length + this.#silent === 0
  }

  /** @throws GenreError with code `'SILENT'` if every chunk was silent */
  describe(sampleRate: number, chunk: number): DescribedChunks {
    const count = this.#rows.length
    if (count === 0) refuseSilence()
    const width = this.#rows[0].length
    const X = new Float64Array(count * width)
    this.#rows.forEach((row, i) => X.set(row, i * width))
    const warnings: string[] = []
    const { start, end } = this.#spans[0]
    if (end - start < Math.round(chunk * sampleRate) - 1) {
      warnings.push(
        `only ${((end - start) / sampleRate).toFixed(1)} s of audio, less than a chunk of ${chunk} s: read as one`,
      )
    }
    if (this.#silent > 0) {
      warnings.push(`${this.#silent} of ${count + this.#silent} chunks are silent and were left out`)
    }
    const places = this.#spans.map(span => ({ start: span.start / sampleRate, end: span.end / sampleRate }))
    return { places, X: new NdArray(X, [count, width]), warnings }
  }
}

/** Whether there is any sound at all. */
export function isHeard(samples: Float32Array): boolean {
  return samples.some(sample => sample !== 0)
}
