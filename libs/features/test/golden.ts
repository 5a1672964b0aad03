import { readFileSync } from 'node:fs'
import { NdArray } from '@genre/core'
import type { ArrayView } from '@genre/core'
import { expect } from 'vitest'
import { signal, signalNames } from './signals'

/** An array as the reference script writes it. */
export interface GoldenArray {
  readonly shape: number[]
  readonly dtype: 'f4' | 'f8'
  readonly data: string
  /** The columns kept of a matrix; all if absent. */
  readonly frames?: number[]
}

/** What the reference says of one signal. */
export type GoldenSignal = Record<string, unknown> & {
  readonly name: string
  readonly length: number
  readonly sha256: string
}

/** One call with other options than the defaults, and its result. */
export interface GoldenVariant {
  readonly function: string
  readonly options: Record<string, unknown>
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

/** Every signal with its samples and reference values. */
export const goldenSignals = signalNames.map(name => {
  const golden = readGolden<GoldenSignal>(`signal-${name}.json`)
  return { name, golden, audio: { samples: signal(name), sampleRate: 22050 } }
})

/** The variants of one function. */
export function goldenVariants(name: string): GoldenVariant[] {
  const all = readGolden<{ entries: GoldenVariant[] }>('variants.json').entries
  const found = all.filter(entry => entry.function === name)
  if (found.length === 0) throw new Error(`no golden values of ${name}`)
  return found
}

/** The signal of the variants of spectral descriptors. */
export const music = { samples: signal('music'), sampleRate: 22050 }

/** How far a value may be from the reference: `absolute + relative * |reference|`. */
export interface Tolerance {
  readonly absolute?: number
  readonly relative?: number
  /** Reference values to be met otherwise may differ in this share of the elements (rounded down). */
  readonly exceptions?: number
}

/** The worst deviation seen of each function, for the table that the tests print. */
export const worst = new Map<string, number>()

/** Compares every element of the result with the reference. */
export function expectClose(
  what: string,
  actual: ArrayView | ArrayLike<number>,
  golden: GoldenArray,
  { absolute = 0, relative = 0, exceptions = 0 }: Tolerance,
): void {
  const expected = decode(golden)
  const [rows, columns] = golden.shape.length === 2 ? golden.shape : [1, golden.shape[0]]
  const frames = golden.frames ?? Array.from({ length: columns }, (_, t) => t)
  let get: (row: number, frame: number) => number
  if (actual instanceof NdArray) {
    expect(actual.shape, `${what}: shape`).toEqual(golden.shape)
    get = (row, frame) => actual.get(row, frame)
  } else {
    const flat = actual as ArrayLike<number>
    expect([flat.length], `${what}: length`).toEqual(golden.shape)
    get = (_, frame) => flat[frame]
  }
  let largest = 0
  let failures = 0
  let first = ''
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < frames.length; i++) {
      const want = expected[r * frames.length + i]
      const got = get(r, frames[i])
      const error = Object.is(got, want) ? 0 : Math.abs(got - want)
      if (!(error <= absolute + relative * Math.abs(want))) {
        failures++
        first ||= `row ${r}, frame ${frames[i]}: ${got} instead of ${want}`
      } else largest = Math.max(largest, error)
    }
  }
  const name = what.split(' ')[0]
  worst.set(name, Math.max(worst.get(name) ?? 0, largest))
  const allowed = Math.floor(exceptions * expected.length)
  expect(failures, `${what}: ${failures} of ${expected.length} elements are off, first ${first}`).toBeLessThanOrEqual(
    allowed,
  )
}
