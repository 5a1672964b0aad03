// Our side of sweep.py: told by JSON lines what to compute, answers with shapes and files of doubles.
import { readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import * as dsp from '@genre/dsp'
import * as features from '@genre/features'

/** @type {Record<string, (...args: any[]) => any>} */
const functions = { ...dsp, ...features }

/** Functions whose result is not one array. @type {Record<string, (y: any, options: any) => any[]>} */
const special = {
  stft: (y, o) => parts(dsp.stft(y, o)),
  istft: (y, o) => {
    const { length, ...rest } = o
    return [dsp.istft(dsp.stft(y, rest), { ...rest, length })]
  },
  hpssMasks: (y, o) => {
    const { harmonic, percussive } = dsp.hpss(dsp.spectrogram(y), { ...o, mask: true })
    return [harmonic, percussive]
  },
  harmonicPercussive: (y, o) => Object.values(dsp.harmonicPercussive(y, o)),
  trim: (y, o) => {
    const { interval } = dsp.trim(y, withRef(o))
    return [[interval.start, interval.end]]
  },
  split: (y, o) => [dsp.split(y, withRef(o)).flatMap(({ start, end }) => [start, end])],
  piptrack: (y, o) => Object.values(features.piptrack(y, o)),
  onsetDetect: (y, o) => [features.onsetDetect(y, o).onsets],
  beatTrack: (y, o) => {
    const { tempo, beats } = features.beatTrack(y, o)
    return [[tempo], beats]
  },
  delta: (y, o) => [features.delta(features.mfcc(y, { nMfcc: 5 }), o)],
  tonnetz: (y, o) => [features.tonnetz(features.chromaStft(y, o))],
  powerToDb: (y, o) => [dsp.powerToDb(dsp.spectrogram(y, { power: 2 }), withRef(o))],
  amplitudeToDb: (y, o) => [dsp.amplitudeToDb(dsp.spectrogram(y), withRef(o))],
  normalize: (y, o) => [dsp.normalize(dsp.spectrogram(y, { nFft: 64 }), o)],
  // librosa puts a zero where soxr gives one sample too few.
  resample: (y, o) => [dsp.resample(y.samples, o).subarray(0, -1)],
  phaseVocoder: (y, o) => parts(dsp.phaseVocoder(dsp.stft(y, o), o)),
  streamingStft: (y, { pieces, ...o }) => {
    const live = new dsp.StreamingStft(o)
    const parts = inPieces(live, y.samples, pieces, ({ real, imag }) =>
      [real.data, imag.data].map(d => d.subarray(0, real.size)),
    )
    return parts.map(part => asMatrix(part, live.plan.bins))
  },
  streamingMfcc: (y, { pieces, ...o }) => {
    const live = new dsp.StreamingMfcc({ ...o, sampleRate: y.sampleRate })
    return inPieces(live, y.samples, pieces, m => [m.data.subarray(0, m.size)]).map(values => asMatrix(values, o.nMfcc))
  },
  spectralSubtraction: (y, o) => [dsp.spectralSubtraction(y, o).samples],
  streamingSubtraction: (y, { pieces, noise, normalize, ...o }) => {
    const { nFft, hopLength } = o
    const profile = dsp.estimateNoise(y, { segment: noise, nFft, hopLength })
    const [clean] = inPieces(new dsp.StreamingSubtraction({ ...o, noise: profile }), y.samples, pieces, some => [some])
    return [normalize ? dsp.normalize(Float32Array.from(clean)) : clean]
  },
  toMono: (y, { channels }) => {
    const length = y.samples.length / channels
    return [dsp.toMono(Array.from({ length: channels }, (_, c) => y.samples.subarray(c * length, (c + 1) * length)))]
  },
  convolve: (y, { kernel, mode }) => [dsp.convolve(y.samples, Float32Array.from(kernel), { mode })],
  medianFilter: (y, o) => [dsp.medianFilter(dsp.spectrogram(y, { nFft: 64 }), o)],
  griffinLim: (y, o) => [dsp.griffinLim(dsp.spectrogram(y, { nFft: o.nFft }), { ...o, init: 'zero' })],
  magphase: (y, o) => {
    const { magnitude, phase } = dsp.magphase(dsp.stft(y, o))
    return [magnitude, dsp.magphase(phase).magnitude]
  },
  timeStretch: (y, o) => [dsp.timeStretch(y, o).samples],
  pitchShift: (y, o) => [dsp.pitchShift(y, o).samples],
  melFrequencies: (_, o) => [dsp.melFrequencies(o)],
  aWeighting: (_, o) => [dsp.aWeighting(o.frequencies, o)],
  getWindow: (_, o) => [dsp.getWindow(o.window, o.n, o)],
  melFilterBank: (_, o) => [dsp.melFilterBank(o)],
  chromaFilterBank: (_, o) => [features.chromaFilterBank(o)],
}

/**
 * What a streaming class gives for a signal in pieces of one size, frame by frame.
 *
 * @param {{ push(piece: Float32Array): any, flush(): any }} stream
 * @param {Float32Array} samples
 * @param {number} size
 * @param {(result: any) => ArrayLike<number>[]} memory - the results' values, which the next push overwrites
 */
function inPieces(stream, samples, size, memory) {
  /** @type {number[][]} */
  const all = []
  /** @param {any} result */
  const keep = result => memory(result).forEach((values, i) => (all[i] ??= []).push(...Array.from(values)))
  for (let at = 0; at < samples.length; at += size) keep(stream.push(samples.subarray(at, at + size)))
  keep(stream.flush())
  return all
}

/** Values that came frame by frame, as a matrix. @param {number[]} values @param {number} bins */
function asMatrix(values, bins) {
  return dsp.frameMajor(bins, values.length / bins, Float32Array.from(values))
}

/** @param {{ real: any, imag: any }} spectrogram */
function parts({ real, imag }) {
  return [real, imag]
}

/** @param {Record<string, unknown>} options */
function withRef(options) {
  return options.ref === 'max' ? { ...options, ref: dsp.max } : options
}

for await (const line of createInterface({ input: process.stdin })) {
  const { name, file, sampleRate, options, out } = JSON.parse(line, (_, value) =>
    value === 'inf' ? Infinity : value === '-inf' ? -Infinity : value,
  )
  /** @type {object} */
  let answer
  try {
    const bytes = file ? readFileSync(file) : Buffer.alloc(0)
    const samples = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
    const y = { samples, sampleRate }
    const results = special[name] ? special[name](y, options) : [functions[name](y, options)]
    const plain = results.map(result => (typeof result === 'number' ? [result] : result))
    const shapes = plain.map(result => result.shape ?? [result.length])
    const flat = plain.flatMap(result => [...(result.toContiguous?.() ?? result)])
    writeFileSync(out, new Uint8Array(Float64Array.from(flat).buffer))
    answer = { shapes }
  } catch (error) {
    answer = { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
