import type { Layout } from './aac-layout'
import { EIGHT_SHORT, LONG_START, LONG_STOP } from './aac-layout'
import { Imdct } from './imdct'

const LONG = 1024
const SHORT = 128
/** Where the short windows lie within a frame. */
const FLAT = (LONG - SHORT) / 2

/** What one channel keeps from frame to frame. */
export interface Overlap {
  /** The second half of the last frame, windowed. */
  readonly samples: Float64Array
  /** Shape of its window. */
  shape: number
}

/** Turns lines into samples: inverse transforms, windows, overlap and add. */
export class AacFilterBank {
  readonly #long = new Imdct(2 * LONG)
  readonly #short = new Imdct(2 * SHORT)
  readonly #frame = new Float64Array(2 * LONG)
  readonly #block = new Float64Array(2 * SHORT)
  /** Rising halves of the windows, by shape. */
  readonly #longWindows = [sineWindow(LONG), kaiserWindow(LONG, 4)]
  readonly #shortWindows = [sineWindow(SHORT), kaiserWindow(SHORT, 6)]

  /** The 1024 samples that are complete with this frame, on the scale -1..1. */
  synthesise(lines: Float64Array, { sequence, shape }: Layout, overlap: Overlap): Float32Array {
    const frame = this.#frame
    if (sequence === EIGHT_SHORT) this.#shortFrame(lines, shape, overlap.shape)
    else {
      this.#long.transform(lines, 0, 1 / LONG / 32768, frame)
      this.#rise(sequence === LONG_STOP, overlap.shape)
      this.#fall(sequence === LONG_START, shape)
    }
    const out = new Float32Array(LONG)
    for (let i = 0; i < LONG; i++) out[i] = frame[i] + overlap.samples[i]
    overlap.samples.set(frame.subarray(LONG))
    overlap.shape = shape
    return out
  }

  #rise(isShort: boolean, shape: number): void {
    const frame = this.#frame
    if (!isShort) {
      const window = this.#longWindows[shape]
      for (let i = 0; i < LONG; i++) frame[i] *= window[i]
      return
    }
    const window = this.#shortWindows[shape]
    frame.fill(0, 0, FLAT)
    for (let i = 0; i < SHORT; i++) frame[FLAT + i] *= window[i]
  }

  #fall(isShort: boolean, shape: number): void {
    const frame = this.#frame
    if (!isShort) {
      const window = this.#longWindows[shape]
      for (let i = 0; i < LONG; i++) frame[2 * LONG - 1 - i] *= window[i]
      return
    }
    const window = this.#shortWindows[shape]
    frame.fill(0, 2 * LONG - FLAT)
    for (let i = 0; i < SHORT; i++) frame[2 * LONG - FLAT - 1 - i] *= window[i]
  }

  #shortFrame(lines: Float64Array, shape: number, previousShape: number): void {
    const frame = this.#frame
    const block = this.#block
    frame.fill(0)
    const falling = this.#shortWindows[shape]
    for (let w = 0; w < 8; w++) {
      this.#short.transform(lines, SHORT * w, 1 / SHORT / 32768, block)
      const rising = this.#shortWindows[w === 0 ? previousShape : shape]
      const at = FLAT + SHORT * w
      for (let i = 0; i < SHORT; i++) {
        frame[at + i] += block[i] * rising[i]
        frame[at + SHORT + i] += block[SHORT + i] * falling[SHORT - 1 - i]
      }
    }
  }
}

function sineWindow(length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => Math.sin((Math.PI / 2 / length) * (i + 0.5)))
}

/** The Kaiser-Bessel derived window: the square root of the running sum of a Kaiser window. */
function kaiserWindow(length: number, alpha: number): Float64Array {
  const kaiser = Float64Array.from({ length: length + 1 }, (_, i) =>
    besselI0(Math.PI * alpha * Math.sqrt(1 - (2 * (i / length) - 1) ** 2)),
  )
  const total = kaiser.reduce((sum, value) => sum + value, 0)
  let sum = 0
  return Float64Array.from({ length }, (_, i) => Math.sqrt((sum += kaiser[i]) / total))
}

/** The modified Bessel function of the first kind and order 0. */
function besselI0(x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > 1e-18 * sum; k++) sum += term *= (x / 2 / k) ** 2
  return sum
}
