import { InvalidParameterError, checkInteger, checkNumber } from '@genre/core'
import { Fft, ResamplePlan, StftPlan, getWindow } from '@genre/dsp'

/** Frequency of C1 in Hz, where a constant-Q transform begins by default. */
export const C1 = 440 * 2 ** ((24 - 69) / 12)

/** Equivalent noise bandwidth of a periodic Hann window in bins. */
const HANN_BANDWIDTH = 1.50018310546875

/** Share of each filter's summed magnitude, in its smallest values, that is left out. */
const SPARSITY = 0.01

/** One filter in the frequency domain: bins `from` on, real and imaginary parts. */
interface Filter {
  readonly from: number
  readonly real: Float32Array
  readonly imag: Float32Array
}

interface Octave {
  readonly plan: StftPlan
  readonly filters: readonly Filter[]
  /** Whether the signal is halved in rate after this octave. */
  readonly halve: boolean
}

/**
 * Magnitudes of a constant-Q transform: filters whose length is inversely proportional to their frequency, one octave
 * at a time, the signal halved in rate between octaves.
 *
 * Follows `librosa.cqt` 0.11 (Hann window, filter scale 1, norm 1, sparsity 0.01, scaled, padded with zeros), whose resampler is
 * another implementation of the same specification.
 */
export class ConstantQ {
  readonly bins: number
  readonly #octaves: Octave[] = []
  readonly #scale: Float64Array
  readonly #halver = halver(2)
  readonly #early: ResamplePlan | undefined
  readonly #earlyFactor: number

  constructor(options: {
    sampleRate: number
    hopLength: number
    fMin: number
    octaves: number
    binsPerOctave: number
    tuning: number
  }) {
    const { octaves, binsPerOctave, tuning } = options
    checkInteger('nOctaves', octaves, { min: 1, max: 1000 })
    checkInteger('binsPerOctave', binsPerOctave, { min: 2, max: 2 ** 12 })
    checkNumber('fMin', options.fMin, { min: 0, exclusive: 'min' })
    let sampleRate = options.sampleRate
    let hop = checkInteger('hopLength', options.hopLength, { min: 1, max: 2 ** 28 })
    const fMin = options.fMin * 2 ** (tuning / binsPerOctave)
    this.bins = octaves * binsPerOctave
    const frequencies = Float64Array.from({ length: this.bins }, (_, k) => fMin * 2 ** (k / binsPerOctave))
    const ratio = 2 ** (2 / binsPerOctave)
    const q = (ratio + 1) / (ratio - 1)
    const cutoff = frequencies[this.bins - 1] * (1 + (0.5 * HANN_BANDWIDTH) / q)
    if (cutoff > sampleRate / 2) {
      throw new InvalidParameterError({
        parameter: 'nOctaves',
        received: octaves,
        allowed: `such that the highest filter ends (it does at ${cutoff.toFixed(0)} Hz) below half the sampling rate (${sampleRate / 2} Hz)`,
      })
    }

    // What lies far above the highest filter is dropped before anything else.
    let twos = 0
    while (hop % 2 ** (twos + 1) === 0) twos++
    const early = Math.min(
      Math.max(0, Math.ceil(Math.log2(sampleRate / 2 / cutoff)) - 2),
      Math.max(0, twos - octaves + 1),
    )
    this.#earlyFactor = 2 ** early
    this.#early = early > 0 ? halver(this.#earlyFactor) : undefined
    sampleRate /= this.#earlyFactor
    hop /= this.#earlyFactor

    this.#scale = new Float64Array(this.bins)
    let rate = sampleRate
    let bank: FilterBank | undefined
    for (let octave = 0; octave < octaves; octave++) {
      const end = this.bins - octave * binsPerOctave
      const own = frequencies.subarray(end - binsPerOctave, end)
      // Half the frequency at half the rate is the same filter.
      bank ??= filterBank(own, q, rate)
      const plan = new StftPlan({ nFft: bank.nFft, hopLength: hop, window: 'boxcar' })
      const halve = hop % 2 === 0 && octave < octaves - 1
      this.#octaves.push({ plan, filters: bank.filters, halve })
      const gain = Math.sqrt(sampleRate / rate)
      own.forEach((frequency, i) => {
        this.#scale[end - binsPerOctave + i] = gain / Math.sqrt((q * sampleRate) / frequency)
      })
      if (halve) {
        hop /= 2
        rate /= 2
      } else bank = undefined
    }
  }

  /** Magnitudes of shape (bins, frames), frame by frame in memory. */
  magnitudes(samples: Float32Array): { data: Float32Array; frames: number } {
    let y = samples
    if (this.#early) {
      if (y.length < this.#earlyFactor) {
        const allowed = `at least ${this.#earlyFactor} samples long`
        throw new InvalidParameterError({ parameter: 'y', received: samples, allowed })
      }
      y = scaled(this.#early.apply(y), Math.sqrt(this.#earlyFactor))
    }
    let data = new Float32Array(0)
    let frames = 0
    let end = this.bins
    this.#octaves.forEach(({ plan, filters, halve }, octave) => {
      const { real, imag } = plan.forward(y)
      const [width, columns] = real.shape
      if (octave === 0) {
        frames = columns
        data = new Float32Array(this.bins * frames)
      }
      // Halved lengths may round up, never down: every octave has the frames of the first.
      end -= filters.length
      for (let t = 0; t < frames; t++) {
        const at = t * width
        filters.forEach((filter, i) => {
          data[t * this.bins + end + i] = response(filter, real.data, imag.data, at) * this.#scale[end + i]
        })
      }
      if (halve) y = scaled(this.#halver.apply(y), Math.SQRT2)
    })
    return { data, frames }
  }
}

function response({ from, real, imag }: Filter, re: Float32Array, im: Float32Array, at: number): number {
  let a = 0
  let b = 0
  for (let k = 0, i = at + from; k < real.length; k++, i++) {
    a += real[k] * re[i] - imag[k] * im[i]
    b += real[k] * im[i] + imag[k] * re[i]
  }
  return Math.sqrt(a * a + b * b)
}

function scaled(y: Float32Array, factor: number): Float32Array {
  for (let i = 0; i < y.length; i++) y[i] *= factor
  return y
}

interface FilterBank {
  readonly nFft: number
  readonly filters: readonly Filter[]
}

/** The filters of some frequencies (ascending) at one sampling rate. */
function filterBank(frequencies: Float64Array, q: number, rate: number): FilterBank {
  const longest = (q * rate) / frequencies[0]
  const nFft = 2 ** Math.ceil(Math.log2(longest))
  const fft = new Fft(nFft)
  const filters = Array.from(frequencies, frequency => {
    const length = (q * rate) / frequency
    const first = Math.floor(-length / 2)
    const count = Math.floor(length / 2) - first
    const window = getWindow('hann', count)
    let sum = 0
    for (let i = 0; i < count; i++) sum += window[i]
    const points = new Float64Array(2 * nFft)
    const pad = Math.floor((nFft - count) / 2)
    for (let i = 0; i < count; i++) {
      const phase = (2 * Math.PI * frequency * (first + i)) / rate
      const weight = ((window[i] / sum) * length) / nFft
      points[2 * (pad + i)] = weight * Math.cos(phase)
      points[2 * (pad + i) + 1] = weight * Math.sin(phase)
    }
    fft.forward(points)
    return sparse(points, nFft / 2 + 1)
  })
  return { nFft, filters }
}

/** The bins of a filter without its smallest values, which together are under {@link SPARSITY} of its summed magnitude. */
function sparse(points: Float64Array, bins: number): Filter {
  const magnitude = Float64Array.from({ length: bins }, (_, k) => Math.hypot(points[2 * k], points[2 * k + 1]))
  const sorted = magnitude.slice().sort()
  let total = 0
  for (let k = 0; k < bins; k++) total += sorted[k]
  let sum = 0
  let rank = 0
  for (; rank < bins - 1; rank++) {
    sum += sorted[rank] / total
    if (!(sum < SPARSITY)) break
  }
  const least = sorted[rank]
  let from = 0
  while (magnitude[from] < least) from++
  let to = bins
  while (magnitude[to - 1] < least) to--
  const keep = (k: number, part: 0 | 1) => (magnitude[k] >= least ? points[2 * k + part] : 0)
  return {
    from,
    real: Float32Array.from({ length: to - from }, (_, i) => keep(from + i, 0)),
    imag: Float32Array.from({ length: to - from }, (_, i) => keep(from + i, 1)),
  }
}

/**
 * Divides a sampling rate, in double precision: where a tone has passed beyond the last filter, what is left of it in the octaves
 * below is as weak as the rounding of floats.
 */
function halver(factor: number): ResamplePlan {
  return new ResamplePlan({ from: factor, to: 1, simd: false })
}
