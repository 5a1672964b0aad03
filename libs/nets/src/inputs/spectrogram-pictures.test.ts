import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RandomState } from '@genre/core'
import { resample } from '@genre/dsp'
import { describe, expect, it } from 'vitest'
import { readSafetensors } from '../safetensors/safetensors'
import { decodePng, encodePng } from './png'
import { logMelPictures, melPictures, squarePictures, waveformFrames, widePictures } from './spectrogram-pictures'

const FOLDER = join(__dirname, '../../golden')
const { tensors } = readSafetensors(readFileSync(join(FOLDER, 'inputs.safetensors')))
const golden = (name: string) => decodePng(readFileSync(join(FOLDER, `${name}.png`)))

/** The signal of tools/reference/nets/inputs.py, in whole numbers until the last division. */
function signal(seconds: number, rate: number, seed: number) {
  const n = seconds * rate
  const noise = new RandomState(seed).randint(-2000, 2001, n)
  const samples = Float32Array.from({ length: n }, (_, i) => {
    const low = Math.abs(((i * 3) % 400) - 200) * 40 - 4000
    const high = (Math.abs(((i * 5) % 64) - 32) * 200 - 3200) * (Math.floor((i * 4) / n) % 2)
    return (noise[i] * (1 + (Math.floor((i * 7) / n) % 3)) + low + high) / 32768
  })
  return { samples, sampleRate: rate }
}

/** Grey values are decibels cut to whole numbers: float32 rounding moves one of many thousand over a whole number. */
const SHARE = 1e-3

function expectPixels(received: Uint8Array, expected: Uint8Array): void {
  expect(received.length).toBe(expected.length)
  let different = 0
  for (let i = 0; i < expected.length; i++) {
    if (received[i] === expected[i]) continue
    different++
    expect(Math.abs(received[i] - expected[i])).toBe(1)
  }
  expect(different / expected.length).toBeLessThan(SHARE)
}

describe('spectrogram pictures', () => {
  it('square (v10): librosa’s and OpenCV’s pixels', () => {
    const [picture, ...rest] = squarePictures(signal(3, 12000, 1))
    expect(rest).toEqual([])
    expect(picture.shape).toEqual([512, 512, 1])
    expectPixels(picture.data, golden('square').data)
  })

  it.each([
    [10, 2],
    [15, 3],
  ])('wide, %i s: librosa’s and OpenCV’s pixels', (seconds, seed) => {
    const [picture] = widePictures(signal(seconds, 22050, seed), { seconds })
    expect(picture.shape).toEqual([480, 640, 1])
    expectPixels(picture.data, golden(`wide-${seconds}`).data)
  })

  it('mel (CSC 461): librosa’s and TensorFlow’s values', () => {
    const [picture] = melPictures(signal(4, 22050, 4))
    expectClose(picture.data, tensors.get('mel')!.data, 1e-5)
  })

  it('log-mel: librosa’s decibels, scaled', () => {
    const [picture] = logMelPictures(signal(3, 22050, 5))
    const { shape, data } = tensors.get('log-mel')!
    expect(picture.shape).toEqual([...shape, 1])
    // 1e-4 dB in 40.
    expectClose(
      picture.data,
      data.map(db => db / 40 + 1),
      1e-5,
    )
    const silent = logMelPictures({ samples: new Float32Array(66150), sampleRate: 22050 })
    expect(new Set(silent[0].data)).toEqual(new Set([1]))
  })

  it('cuts windows as the sources do', () => {
    const audio = { samples: new Float32Array(661794), sampleRate: 22050 }
    audio.samples[5] = 1
    expect(melPictures(audio)).toHaveLength(14)
    expect(logMelPictures(audio)).toHaveLength(10)
    expect(widePictures({ ...audio, samples: audio.samples.slice(0, 15 * 22050) })).toHaveLength(2)
    expect(squarePictures({ samples: new Float32Array(35999), sampleRate: 12000 })).toEqual([])
    expect(waveformFrames(audio)[0].shape).toEqual([94542, 7])
    expect(waveformFrames(audio, { seconds: 3 }).map(w => w.shape[0])).toEqual(new Array(10).fill(9450))
  })

  it('brings audio to the rate first', () => {
    const audio = signal(3, 22050, 7)
    const at12k = { samples: resample(audio.samples, { from: 22050, to: 12000 }), sampleRate: 12000 }
    expect(Buffer.compare(squarePictures(audio)[0].data, squarePictures(at12k)[0].data)).toBe(0)
  })

  it('a window of silence is black', () => {
    const [picture] = squarePictures({ samples: new Float32Array(36000), sampleRate: 12000 })
    expect(picture.data.every(value => value === 0)).toBe(true)
  })

  it('goes through PNG unchanged', () => {
    const picture = golden('wide-10')
    const again = decodePng(encodePng(picture))
    expect(again.shape).toEqual(picture.shape)
    expect(Buffer.compare(again.data, picture.data)).toBe(0)
  })

  it('refuses wrong options and audio', () => {
    const audio = signal(3, 12000, 1)
    expect(() => squarePictures(audio, { seconds: 0 })).toThrow(/seconds/)
    expect(() => squarePictures(audio, { hop: 1e-9 })).toThrow(/hop must be a sample or longer/)
    expect(() => squarePictures(audio, { border: -1 })).toThrow(/border/)
    expect(() => widePictures(audio, { height: 0 })).toThrow(/height/)
    expect(() => melPictures(audio, { width: 1.5 })).toThrow(/width/)
    expect(() => waveformFrames(audio, { frameLength: 0 })).toThrow(/frameLength/)
    expect(() => logMelPictures({ samples: new Float32Array(66150).fill(NaN), sampleRate: 22050 })).toThrow()
  })
})

function expectClose(received: Float32Array, expected: Float32Array, tolerance: number): void {
  expect(received.length).toBe(expected.length)
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  let worst = 0
  for (let i = 0; i < expected.length; i++) worst = Math.max(worst, Math.abs(received[i] - expected[i]))
  expect(worst / largest).toBeLessThan(tolerance)
}
