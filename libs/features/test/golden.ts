import { appendFileSync, readFileSync } from 'node:fs'
import { NdArray } from '@genre/core'
import type { ArrayView } from '@genre/core'
import { expect } from 'vitest'
import { signal, signalNames } from './signals'
import { TOLERANCES } from './tolerances'
import type { Quantity } from './tolerances'

/** An array as the reference script writes it. */
export interface GoldenArray {
  readonly shape: number[]
  readonly dtype: 'f4' | 'f8'
  readonly data: string
  /** The columns kept of a matrix; all if absent. */
  readonly frames?: number[]
}

/** What the reference says of one signal. */
export interface GoldenSignal {
  readonly name: string
  readonly length: number
  readonly sha256: string
  readonly tuningFromPower: number
  readonly tuningFromMagnitude: number
  readonly tuningOf36: number
  readonly onsetDetect: number[]
  readonly tempo: number
  readonly beatTrack: { readonly tempo: number; readonly beats: number[] }
  readonly piptrack: {
    readonly count: number
    readonly frames: number[]
    readonly frame: number[]
    readonly bin: number[]
    readonly pitch: GoldenArray
    readonly magnitude: GoldenArray
  }
  readonly gtzan57: number[]
  readonly gtzan57Kaggle: number[]
  readonly extended207:
    | Refused
    | {
        readonly values: (number | null)[]
        readonly silence_by_frames: number
        readonly tonnetz_of_chroma_stft: number[]
      }
  readonly mfccDelta: GoldenArray | Refused
  readonly mfccDelta2: GoldenArray | Refused
  readonly [array: string]: unknown
}

/** What librosa refuses. */
export interface Refused {
  readonly error: string
}

/** One call with other options than the defaults, and its result. */
export interface GoldenVariant<Options> {
  readonly function: string
  readonly options: Options
  readonly expected: GoldenArray
}

export function readGolden<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(`../golden/${file}`, import.meta.url), 'utf8')) as T
}

/** The numbers of a golden array, row by row. */
export function decode({ dtype, data }: GoldenArray): Float32Array | Float64Array {
  const bytes = Uint8Array.from(Buffer.from(data, 'base64'))
  return dtype === 'f4' ? new Float32Array(bytes.buffer) : new Float64Array(bytes.buffer)
}

/** Every signal with its samples and reference values; `array` is one of the latter. */
export const goldenSignals = signalNames.map(name => {
  const golden = readGolden<GoldenSignal>(`signal-${name}.json`)
  const array = (key: string) => golden[key] as GoldenArray
  return { name, golden, array, audio: { samples: signal(name), sampleRate: 22050 } }
})

/** The variants of one function. */
export function goldenVariants<Options>(name: string): GoldenVariant<Options>[] {
  const all = readGolden<{ entries: GoldenVariant<Options>[] }>('variants.json').entries
  const found = all.filter(entry => entry.function === name)
  if (found.length === 0) throw new Error(`no golden values of ${name}`)
  return found
}

/** The signal of the variants of spectral descriptors, and that of the rhythm descriptors. */
export const music = { samples: signal('music'), sampleRate: 22050 }
export const clicks = { samples: signal('clicks'), sampleRate: 22050 }

/** A sine of amplitude 1. */
export function sine(frequency: number, length = 22050, sampleRate = 22050) {
  const samples = Float32Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * frequency * i) / sampleRate))
  return { samples, sampleRate }
}

/**
 * Demands that every element of the result is within the tolerance of its function. With GENRE_DEVIATIONS set to a file, the
 * worst deviation is noted there, for the table in the README.
 */
export function expectClose(
  quantity: Quantity,
  actual: ArrayView | ArrayLike<number>,
  golden: GoldenArray,
  where = '',
): void {
  const expected = decode(golden)
  const [rows, columns] = golden.shape.length === 2 ? golden.shape : [1, golden.shape[0]]
  const frames = golden.frames ?? Array.from({ length: columns }, (_, t) => t)
  let get = (_: number, frame: number) => (actual as ArrayLike<number>)[frame]
  if (actual instanceof NdArray) {
    expect(actual.shape, `${quantity} ${where}: shape`).toEqual(golden.shape)
    get = (row, frame) => actual.get(row, frame)
  } else expect([(actual as ArrayLike<number>).length], `${quantity} ${where}: length`).toEqual(golden.shape)
  const got = new Float64Array(expected.length)
  for (let r = 0; r < rows; r++) frames.forEach((frame, i) => (got[r * frames.length + i] = get(r, frame)))
  expectWithin(quantity, got, expected, where)
}

/** The same for two sequences of numbers. */
export function expectWithin(
  quantity: Quantity,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  where = '',
): void {
  const { absolute, relative = 0 } = TOLERANCES[quantity] as { absolute: number; relative?: number }
  expect(actual.length, `${quantity} ${where}: length`).toBe(expected.length)
  let worst = 0
  for (let i = 0; i < expected.length; i++) {
    const error = Object.is(actual[i], expected[i]) ? 0 : Math.abs(actual[i] - expected[i])
    if (!(error <= absolute + relative * Math.abs(expected[i]))) {
      expect.fail(`${quantity} ${where}: element ${i} of ${expected.length} is ${actual[i]}, not ${expected[i]}`)
    }
    // Values that may be off relatively are so above 1, and all of them where nothing else is allowed.
    const scale = relative === 0 ? 1 : Math.max(absolute === 0 ? 0 : 1, Math.abs(expected[i]))
    if (error > 0) worst = Math.max(worst, error / scale)
  }
  const file = process.env.GENRE_DEVIATIONS
  if (file) appendFileSync(file, JSON.stringify({ quantity, value: worst, where, ...TOLERANCES[quantity] }) + '\n')
}
