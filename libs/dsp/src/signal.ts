import type { Audio } from '@genre/core'
import { InvalidParameterError } from '@genre/core'
import { checkFloats } from './checks'

/** What every function of this package takes as sound: mono audio with its rate, or bare samples. */
export type Signal = Audio | Float32Array

/** The sample rate that bare samples are taken to have: librosa's default, 22 050 Hz. */
export const DEFAULT_SAMPLE_RATE = 22050

/**
 * The samples of a signal, checked: not empty, every one finite (as librosa's `valid_audio` demands).
 *
 * @throws InvalidParameterError for anything else than audio or a Float32Array, for no samples, for NaN or infinity
 *
 * @example
 * ```ts
 * import { samplesOf } from '@genre/dsp'
 * samplesOf({ samples: Float32Array.of(0, 0.5), sampleRate: 8000 }) // => Float32Array(2) [0, 0.5]
 * ```
 */
export function samplesOf(y: Signal): Float32Array {
  return samplesNamed('y', y)
}

/** {@link samplesOf} of a signal that errors call by another name. */
export function samplesNamed(parameter: string, y: Signal): Float32Array {
  const samples = y instanceof Float32Array ? y : (y as Partial<Audio> | null | undefined)?.samples
  if (!(samples instanceof Float32Array)) {
    throw new InvalidParameterError({
      parameter,
      received: y,
      allowed: 'audio ({ samples: Float32Array, sampleRate }) or a Float32Array of samples',
    })
  }
  return checkFinite(parameter, samples)
}

/** Samples of which there is at least one, every one finite. */
export function checkFinite<T extends Float32Array | Float64Array>(parameter: string, samples: T): T {
  if (samples.length === 0) {
    throw new InvalidParameterError({ parameter, received: samples, allowed: 'at least one sample' })
  }
  if (!allFinite(samples)) {
    const i = samples.findIndex(value => !Number.isFinite(value))
    throw new InvalidParameterError({
      parameter: `${parameter} (sample ${i} of ${samples.length})`,
      received: samples[i],
      allowed: 'finite everywhere',
    })
  }
  return samples
}

/** Samples that arrive piece by piece, `before` of them already; there may be none. */
export function checkPiece(samples: Float32Array, before: number): void {
  checkFloats('samples', samples)
  for (let i = 0; i < samples.length; i++) {
    if (samples[i] - samples[i] !== 0) {
      throw new InvalidParameterError({
        parameter: `samples (number ${before + i} of the stream)`,
        received: samples[i],
        allowed: 'finite everywhere',
      })
    }
  }
}

/** Whether there is neither NaN nor infinity among the values. */
function allFinite(values: Float32Array | Float64Array): boolean {
  if (values instanceof Float64Array) return values.every(value => Number.isFinite(value))
  // A sum with one of them is one of them, and floats do not add up to more than a double holds. Four sums, so that they do not wait
  // for each other.
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let i = 0
  for (; i < values.length - 7; i += 8) {
    a += values[i] + values[i + 1]
    b += values[i + 2] + values[i + 3]
    c += values[i + 4] + values[i + 5]
    d += values[i + 6] + values[i + 7]
  }
  for (; i < values.length; i++) a += values[i]
  return Number.isFinite(a + b + c + d)
}

/**
 * The sample rate of a signal in Hz: that of the audio, or for bare samples the one given (default 22 050).
 *
 * @throws InvalidParameterError for a rate that is not a positive number, or that contradicts the audio's own
 *
 * @example
 * ```ts
 * import { sampleRateOf } from '@genre/dsp'
 * sampleRateOf(new Float32Array(4), 16000) // => 16000
 * ```
 */
export function sampleRateOf(y: Signal, sampleRate?: number): number {
  const bare = y instanceof Float32Array
  if (!bare && !((y as Partial<Audio> | null | undefined)?.samples instanceof Float32Array)) {
    throw new InvalidParameterError({ parameter: 'y', received: y, allowed: 'audio or a Float32Array of samples' })
  }
  const rate = bare ? (sampleRate === undefined ? DEFAULT_SAMPLE_RATE : sampleRate) : y.sampleRate
  if (!(typeof rate === 'number' && rate > 0 && Number.isFinite(rate))) {
    throw new InvalidParameterError({ parameter: 'sampleRate', received: rate, allowed: 'a positive number of Hz' })
  }
  if (sampleRate !== undefined && sampleRate !== rate) {
    throw new InvalidParameterError({
      parameter: 'sampleRate',
      received: sampleRate,
      allowed: `the audio's own rate (${rate}) or absent; resample() changes the rate`,
    })
  }
  return rate
}

/**
 * A signal of the kind that was given, with other samples: bare samples for bare samples, audio for audio (with whatever
 * else that object holds).
 */
export function likeSignal<S extends Signal>(y: S, samples: Float32Array, sampleRate?: number): S {
  if (y instanceof Float32Array) return samples as S
  return { ...y, samples, sampleRate: sampleRate ?? y.sampleRate }
}
