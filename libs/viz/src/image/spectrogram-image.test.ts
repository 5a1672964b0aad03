import { DataError, InvalidParameterError, NdArray, ShapeError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { frequencyScale } from './frequency-scale'
import { spectrogramImage, type RgbaImage } from './spectrogram-image'

/** Laid out frame by frame, as spectrograms are. */
function spectrogram(bins: number, frames: number, level: (bin: number, frame: number) => number) {
  const data = new Float32Array(bins * frames)
  for (let t = 0; t < frames; t++) for (let k = 0; k < bins; k++) data[t * bins + k] = level(k, t)
  return new NdArray(data, [bins, frames], [1, bins])
}

const gray = ({ width, data }: RgbaImage, x: number, y: number) => data[4 * (y * width + x)]

/** The row of pixels that is brightest. */
function brightest(image: RgbaImage): number {
  const column = Array.from({ length: image.height }, (_, y) => gray(image, 0, y))
  return column.indexOf(Math.max(...column))
}

describe('spectrogramImage', () => {
  it('puts low frequencies at the bottom and time to the right', () => {
    const image = spectrogramImage(
      spectrogram(4, 3, (k, t) => (k === 0 && t === 2 ? 0 : -80)),
      { axis: 'mel', colorMap: 'gray', height: 4 },
    )
    expect([image.width, image.height, image.data.length]).toEqual([3, 4, 48])
    expect(gray(image, 2, 3)).toBe(255)
    expect(Array.from({ length: 11 }, (_, k) => gray(image, k % 3, Math.floor(k / 3)))).toEqual(Array(11).fill(0))
    expect(image.data.filter((_, i) => i % 4 === 3).every(alpha => alpha === 255)).toBe(true)
  })

  it('draws a tone where the axis says', () => {
    const hz = 2000
    const bin = Math.round((hz / 11025) * 1024)
    const tone = spectrogram(1025, 1, k => (k === bin ? 0 : -80))
    for (const axis of ['linear', 'log', 'mel'] as const) {
      const height = 500
      const image = spectrogramImage(tone, { axis, rows: 'linear', colorMap: 'gray', height })
      const { position } = frequencyScale({ bins: 1025, axis, rows: 'linear' })
      expect(Math.abs(height * (1 - position((bin * 11025) / 1024)) - 0.5 - brightest(image)), axis).toBeLessThan(1.01)
    }
    const bands = spectrogram(128, 1, k => (k === 60 ? 0 : -80))
    const scale = frequencyScale({ bins: 128, rows: 'mel', axis: 'log' })
    const image = spectrogramImage(bands, { axis: 'log', rows: 'mel', colorMap: 'gray', height: 400 })
    const hzOfBand = frequencyScale({ bins: 128 }).frequency(60.5 / 128)
    expect(Math.abs(400 * (1 - scale.position(hzOfBand)) - 0.5 - brightest(image))).toBeLessThan(1.01)
  })

  it('shows the mean of what a pixel covers and lines between rows', () => {
    const ramp = spectrogram(2, 4, (k, t) => (k === 0 ? -80 : -20 * t))
    const half = spectrogramImage(ramp, { axis: 'mel', colorMap: 'gray', width: 2, height: 2, maxDb: 0 })
    expect([gray(half, 0, 0), gray(half, 1, 0)]).toEqual([Math.round((255 * 70) / 80), Math.round((255 * 30) / 80)])
    const tall = spectrogramImage(ramp, { axis: 'mel', colorMap: 'gray', width: 4, height: 6, maxDb: 0 })
    const column = Array.from({ length: 6 }, (_, y) => gray(tall, 0, y))
    expect(column[0]).toBe(255)
    expect(column[5]).toBe(0)
    expect(column).toEqual([...column].sort((a, b) => b - a))
  })

  it('keeps a constant level constant on every axis and size', () => {
    for (const axis of ['linear', 'log', 'mel'] as const) {
      for (const [width, height] of [
        [1, 1],
        [7, 13],
        [50, 700],
      ]) {
        const image = spectrogramImage(
          spectrogram(65, 9, () => -41),
          { axis, width, height, colorMap: 'gray', maxDb: 0 },
        )
        const values = new Set(Array.from({ length: width * height }, (_, i) => image.data[4 * i]))
        expect([...values], `${axis} ${width}`).toEqual([124])
      }
    }
  })

  it('does not depend on the memory layout and does not write to it', () => {
    const framed = spectrogram(20, 10, (k, t) => -((k * 7 + t * 13) % 80))
    const before = framed.data.slice()
    const rowed = new NdArray(framed.toContiguous(), [20, 10])
    expect(spectrogramImage(rowed).data).toEqual(spectrogramImage(framed).data)
    expect(framed.data).toEqual(before)
  })

  it('takes infinite levels for the ends and silence for nothing', () => {
    const image = spectrogramImage(
      spectrogram(2, 1, k => (k === 0 ? -Infinity : Infinity)),
      {
        colorMap: 'gray',
        maxDb: 0,
        height: 2,
      },
    )
    expect([gray(image, 0, 0), gray(image, 0, 1)]).toEqual([255, 0])
    expect(spectrogramImage(spectrogram(2, 1, () => -Infinity)).width).toBe(1)
  })

  it('refuses what is no spectrogram', () => {
    const good = spectrogram(4, 4, () => 0)
    expect(() => spectrogramImage(new NdArray(new Float32Array(4), [4]))).toThrow(ShapeError)
    expect(() => spectrogramImage(spectrogram(4, 0, () => 0))).toThrow(ShapeError)
    expect(() => spectrogramImage(spectrogram(1, 4, () => 0))).toThrow(ShapeError)
    expect(() => spectrogramImage([[1]] as never)).toThrow(InvalidParameterError)
    expect(() => spectrogramImage(spectrogram(4, 4, (k, t) => (k === 2 && t === 3 ? NaN : 0)))).toThrow(DataError)
    expect(() =>
      spectrogramImage(
        spectrogram(4, 4, () => NaN),
        { maxDb: 0 },
      ),
    ).toThrow('row 0, column 0: holds NaN')
    for (const options of [
      { axis: 'bark' },
      { colorMap: 'jet' },
      { width: 0 },
      { height: 1.5 },
      { minDb: 0, maxDb: 0 },
      { sampleRate: 0 },
      { fMin: 5000, fMax: 4000 },
      { width: 1e5, height: 1e5 },
      { rows: 'octaves' },
    ]) {
      expect(() => spectrogramImage(good, options as never)).toThrow(InvalidParameterError)
    }
  })
})

describe('frequencyScale', () => {
  it('is its own inverse', () => {
    for (const axis of ['linear', 'log', 'mel'] as const) {
      const { position, frequency, low, high } = frequencyScale({ bins: 513, sampleRate: 16000, axis })
      expect(position(low)).toBeCloseTo(0, 12)
      expect(position(high)).toBeCloseTo(1, 12)
      for (const p of [0, 0.1, 0.5, 0.93, 1]) expect(position(frequency(p))).toBeCloseTo(p, 10)
    }
  })

  it("has librosa's mel bands", () => {
    // librosa 0.11: mel_frequencies(6, fmin=0, fmax=11025); band i of 4 lies at value i + 1.
    const { frequency } = frequencyScale({ bins: 4 })
    expect(frequency(0.5 / 4)).toBeCloseTo(665.47459307, 6)
    expect(frequency(3.5 / 4)).toBeCloseTo(5550.43889495, 6)
  })
})
