import { InvalidParameterError } from '@genre/core'
import { paddedIndex } from './pad'
import type { PadMode } from './pad'
import { checkPiece } from './signal'

/** Called with memory and the position in it where a frame begins; both are only good until it returns. */
export type OnFrame = (samples: Float32Array, at: number) => void

/**
 * Cuts a signal that arrives in pieces of any size into the frames of an STFT, padding included. Memory is constant: the
 * samples of two frames.
 */
export class FrameBuffer {
  readonly #frameLength: number
  readonly #hopLength: number
  readonly #padding: number
  readonly #padMode: PadMode
  readonly #buffer: Float32Array
  /** Samples in the buffer, and samples still to be left out before the next frame (when the hop is longer than a frame). */
  #filled = 0
  #skip = 0
  /** The last samples that arrived, for padding at the end; before `#begun`, all of them. */
  readonly #recent: Float32Array
  #count = 0
  #begun = false

  constructor(options: { frameLength: number; hopLength: number; padding: number; padMode: PadMode }) {
    const { frameLength, hopLength, padding, padMode } = options
    if (padMode === 'wrap' && padding > 0) {
      throw new InvalidParameterError({
        parameter: 'padMode',
        received: padMode,
        allowed: 'another one in a stream, whose end is not known at its beginning',
      })
    }
    this.#frameLength = frameLength
    this.#hopLength = hopLength
    this.#padding = padding
    this.#padMode = padMode
    this.#buffer = new Float32Array(2 * frameLength)
    this.#recent = new Float32Array(padMode === 'reflect' ? padding + 1 : 1)
  }

  /** Number of samples that have arrived. */
  get count(): number {
    return this.#count
  }

  /** Takes samples, and gives every frame that they complete to `onFrame`. */
  push(samples: Float32Array, onFrame: OnFrame): void {
    checkPiece(samples, this.#count)
    let from = 0
    if (!this.#begun) {
      // Padding by reflection needs the samples it reflects before the first frame can be made.
      const recent = this.#recent
      while (from < samples.length && this.#count < recent.length) recent[this.#count++] = samples[from++]
      if (this.#count < recent.length) return
      this.#begun = true
      for (let i = -this.#padding; i < 0; i++) {
        const at = paddedIndex(i, recent.length, this.#padMode)
        this.#append(at < 0 ? 0 : recent[at], onFrame)
      }
      for (let i = 0; i < recent.length; i++) this.#append(recent[i], onFrame)
    }
    this.#remember(samples, from)
    this.#count += samples.length - from
    this.#take(samples, from, onFrame)
  }

  /** Ends the signal: pads it, gives the frames that are left, and is ready for the next one. Returns the number of samples. */
  flush(onFrame: OnFrame): number {
    const count = this.#count
    const recent = this.#recent
    if (!this.#begun) {
      // So short that nothing has been given yet: padded as a whole. No samples give no frames.
      for (let i = -this.#padding; count > 0 && i < count + this.#padding; i++) {
        const at = paddedIndex(i, count, this.#padMode)
        this.#append(at < 0 ? 0 : recent[at], onFrame)
      }
    } else {
      // The last samples, oldest first, stand at the positions before the end.
      const kept = recent.length
      for (let i = 0; i < this.#padding; i++) {
        const at = paddedIndex(kept + i, kept, this.#padMode)
        this.#append(at < 0 ? 0 : recent[at], onFrame)
      }
    }
    this.#filled = this.#skip = this.#count = 0
    this.#begun = false
    return count
  }

  #take(samples: Float32Array, from: number, onFrame: OnFrame): void {
    const buffer = this.#buffer
    while (from < samples.length) {
      if (this.#skip > 0) {
        const skipped = Math.min(this.#skip, samples.length - from)
        this.#skip -= skipped
        from += skipped
        continue
      }
      const some = Math.min(buffer.length - this.#filled, samples.length - from)
      for (let i = 0; i < some; i++) buffer[this.#filled + i] = samples[from + i]
      this.#filled += some
      from += some
      this.#emit(onFrame)
    }
  }

  #append(sample: number, onFrame: OnFrame): void {
    if (this.#skip > 0) {
      this.#skip--
      return
    }
    this.#buffer[this.#filled++] = sample
    if (this.#filled === this.#buffer.length) this.#emit(onFrame)
    else if (this.#filled >= this.#frameLength) this.#emit(onFrame)
  }

  /** Gives the complete frames and moves what is left to the front. */
  #emit(onFrame: OnFrame): void {
    let at = 0
    while (at + this.#frameLength <= this.#filled) {
      onFrame(this.#buffer, at)
      at += this.#hopLength
    }
    if (at === 0) return
    if (at >= this.#filled) {
      this.#skip = at - this.#filled
      this.#filled = 0
    } else {
      this.#buffer.copyWithin(0, at, this.#filled)
      this.#filled -= at
    }
  }

  /** Keeps the last of the samples from `from` on. */
  #remember(samples: Float32Array, from: number): void {
    const recent = this.#recent
    const fresh = samples.length - from
    if (fresh >= recent.length) {
      const start = samples.length - recent.length
      for (let i = 0; i < recent.length; i++) recent[i] = samples[start + i]
    } else if (fresh > 0) {
      recent.copyWithin(0, fresh)
      for (let i = 0; i < fresh; i++) recent[recent.length - fresh + i] = samples[from + i]
    }
  }
}
