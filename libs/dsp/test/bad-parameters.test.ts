import { fileURLToPath } from 'node:url'
import type { Bad, Entry, Table } from '../../../tools/common/bad-parameters.ts'
import {
  called,
  callback,
  finite,
  flag,
  integer,
  misshapen,
  notNegative,
  orNull,
  positive,
  testBadParameters,
  text,
  word,
  wrong,
} from '../../../tools/common/bad-parameters.ts'
import * as dsp from '../src/index'

// What each function, constructor and method of this package must refuse.

const samples = Float32Array.from({ length: 4096 }, (_, i) => Math.sin(0.05 * i) * 0.5)
const audio = { samples, sampleRate: 22050 }
const S = dsp.spectrogram(samples, { nFft: 64 })
const X = dsp.stft(samples, { nFft: 64 })
const noise = dsp.estimateNoise(samples, { nFft: 64 })

const withValue = (value: number) => new Float32Array(4096).fill(value, 3, 4)
const noSignal = wrong(
  ...[undefined, null, 'x', 5, [], [1, 2], {}, new Float32Array(0), withValue(NaN), withValue(-Infinity)],
  ...[Float64Array.of(1), new Uint8Array(8), { samples: [1, 2], sampleRate: 8000 }, { sampleRate: 8000 }],
  ...[
    { ...audio, samples: new Float32Array(0) },
    { ...audio, samples: withValue(Infinity) },
  ],
)
/** Signals whose rate matters. */
const noAudio: Bad[] = [...noSignal, ...called('sampleRate', rated(0, -1, NaN, Infinity, '22050', null, undefined))]
function rated(...rates: unknown[]): Bad[] {
  return rates.map(sampleRate => ({ value: { samples, sampleRate } }))
}
/** Pieces of a stream: no samples at all are fine. */
const noPiece = wrong(undefined, null, 'x', 5, [], [1, 2], {}, Float64Array.of(1), withValue(NaN), withValue(Infinity))
const noFloats = wrong(undefined, null, 'x', 5, [1, 2], {}, Float64Array.of(1))
const noFloatsYet = [...noFloats.filter(({ value }) => value !== undefined), ...misshapen(new Float32Array(1))]
const lying = { data: new Float32Array(4), shape: [3, 3], stride: [1, 3], offset: 0 }
const anyView = [
  ...wrong(undefined, null, 'x', 5, {}, [[1, 2]], { data: [1], shape: [1, 1], stride: [1, 1], offset: 0 }),
  ...wrong({ ...lying, data: new BigInt64Array(9) }, { ...lying, data: new DataView(new ArrayBuffer(99)) }),
  ...misshapen(lying, { ...lying, shape: [-1, 2] }, { ...lying, stride: [0.5, 0.5] }, { ...lying, offset: NaN }),
]
const oneAxis = { data: new Float32Array(4), shape: [4], stride: [1], offset: 0 }
const noMatrix = [...anyView, ...misshapen(oneAxis, { ...oneAxis, shape: [2, 2, 1], stride: [1, 2, 4] })]
const noSpectrogram: Bad[] = [
  ...wrong(undefined, null, 'x', 5, [], {}, S, { real: X.real }, { real: X.real, imag: null }),
  ...called('spectrogram', misshapen({ real: X.real, imag: X.imag.slice(0, 0, 3) }, { real: oneAxis, imag: oneAxis })),
]
const noSeed = called('seed', wrong(NaN, Infinity, -1, 0.5, 2 ** 32, 'x', [], [-1], [0.5], {}))
const noWindow: Bad[] = [
  ...wrong('nonsense', '', 3, null, [], {}, ['hann', 3], ['nonsense', 1], true),
  ...wrong(
    new Float64Array(3),
    new Float64Array(0),
    [1, 2, 3],
    new Float64Array(64).fill(NaN),
    new Float32Array(64).fill(Infinity),
  ),
  ...called('beta', wrong(['kaiser'], ['kaiser', NaN], ['kaiser', -1], ['kaiser', '8'], ['kaiser', 1e9])),
  ...called('std', wrong(['gaussian'], ['gaussian', 0], ['gaussian', Infinity])),
  ...called('alpha', wrong(['tukey'], ['tukey', -0.1], ['tukey', 1.1])),
]
const bounded = finite({ min: -1000, max: 400 })
const reference = wrong(
  NaN,
  Infinity,
  '1',
  null,
  {},
  [],
  true,
  () => NaN,
  () => 'x',
)

const transform = {
  nFft: integer(1, 2 ** 24),
  hopLength: integer(1, 2 ** 28),
  winLength: [...integer(1), ...wrong(65)],
  window: noWindow,
  center: flag,
  padMode: word,
  simd: flag,
}
const inverseTransform = (({ padMode: _, ...rest }) => rest)(transform)
/** Small, so that the window's length is known to be 64. */
const small = { nFft: 64 }
const mel = {
  sampleRate: positive,
  nFft: integer(1, 2 ** 26),
  nMels: integer(1, 2 ** 16),
  fMin: notNegative,
  fMax: finite({ min: 0, open: 'min' }),
  htk: flag,
  norm: orNull(word),
  simd: flag,
}
const subtraction = {
  power: wrong(0, 3, 1.5, '1', null, NaN),
  overSubtraction: notNegative,
  floor: notNegative,
  epsilon: notNegative,
  smoothing: wrong(null, 3, 'x', true),
  'smoothing.time': finite({ min: 0, max: 1, open: 'max' }),
  'smoothing.bins': [...integer(1), ...wrong(2, 4)],
}
const wiener = { smoothing: finite({ min: 0, max: 1, open: 'max' }), floor: finite({ min: 0, max: 1 }) }
const profile: Bad[] = wrong(
  ...[null, 3, 'x', { magnitude: new Float64Array(3), power: new Float64Array(3) }, { ...noise, power: undefined }],
  ...[
    { ...noise, magnitude: noise.magnitude.map(() => NaN) },
    { ...noise, power: noise.power.map(() => -1) },
  ],
)
const seconds = (path: string) => ({
  [`${path}.start`]: notNegative,
  [`${path}.end`]: wrong(NaN, -1, 0, '1', null),
})
const denoising = {
  ...transform,
  nFft: integer(1, 2 ** 24),
  noise: profile,
  ...seconds('noise'),
  normalize: flag,
  sampleRate: [...positive, ...wrong(8000)],
}
const silence = { topDb: finite(), ref: reference, frameLength: integer(1, 2 ** 26), hopLength: integer(1, 2 ** 28) }
const separation = {
  kernelSize: wrong(0, -1, 1.5, NaN, '31', null, [], [31], [31, 0], [31, 31, 31], {}, 2 ** 40),
  margin: wrong(0.5, NaN, Infinity, '1', null, [], [1], [1, 0], [1, 1, 1], {}),
  power: wrong(0, -1, NaN, '2', null, {}),
  simd: flag,
}
const note = { octave: flag, cents: [...flag, { value: true, parameter: 'cents' }], unicode: flag }
const octaves = { tuning: finite(), binsPerOctave: integer(1) }
const frequency = wrong(NaN, -1, Infinity, '440', null, undefined, {}, [440])
const inPlace = (length: number) => wrong(undefined, null, [1], new Float32Array(length), new Float64Array(length - 1))
const run = (name: string, bins: number) => ({
  [name]: wrong(undefined, null, [1], Float64Array.of(1)),
  at: wrong(NaN, -1, 0.5, '0', null, bins + 1),
})

const plan = new dsp.StftPlan({ nFft: 64 })
const bank = new dsp.MelFilterBank({ nFft: 64, nMels: 4 })
const cosines = new dsp.DctPlan(8, { n: 4 })
const filters = new dsp.FilterBank({ data: new Float32Array(66).fill(1), shape: [2, 33], stride: [33, 1], offset: 0 })
const converter = new dsp.ResamplePlan({ from: 2, to: 1 })

/** A streaming class's push. */
const push = (make: () => { push(piece: Float32Array): unknown }): Entry => ({
  call: p => make().push(p.samples),
  good: { samples },
  bad: { samples: noPiece },
})
const endsOnly = 'takes nothing'
const between = { at: wrong(NaN, -1, 0.5, '0', null, 100), outAt: wrong(NaN, -1, 0.5, '0', null, 100) }
const frames = wrong(NaN, -1, 0.5, '1', null)

const table: Table = {
  aWeighting: {
    call: (p, o) => dsp.aWeighting(p.frequencies, o),
    good: { frequencies: Float64Array.of(1, 2) },
    bad: { frequencies: wrong(undefined, null, 5, 'x', {}, [NaN], [-1], ['a'], [Infinity]), minDb: orNull(finite()) },
  },
  addNoise: {
    call: (p, o) => dsp.addNoise(p.y, o),
    good: { y: samples },
    options: { snr: 10 },
    bad: {
      y: noSignal,
      snr: finite({ min: -400, max: 1000 }),
      noise: [
        ...wrong(null, 3, [], {}, new Float32Array(0), new Float32Array(4), withValue(NaN)),
        ...wrong('nonsense', [samples]),
      ],
      randomState: noSeed,
    },
  },
  clip: {
    call: (p, o) => dsp.clip(p.y, o),
    good: { y: samples },
    bad: { y: noSignal, level: positive, drive: bounded, shape: word },
  },
  codecLoss: {
    call: (p, o) => dsp.codecLoss(p.y, o),
    good: { y: samples },
    bad: { y: noAudio, snr: finite({ min: -400, max: 1000 }), cutoff: notNegative, sampleRate: positive },
  },
  convolve: {
    call: (p, o) => dsp.convolve(p.samples, p.kernel, o),
    good: { samples, kernel: Float32Array.of(1, 2) },
    bad: {
      samples: wrong(undefined, null, [1], 'x', {}, new Float32Array(0), withValue(NaN), Float64Array.of(1)),
      kernel: wrong(undefined, null, [1], 'x', {}, new Float32Array(0), new Float64Array(0), withValue(NaN)),
      mode: word,
    },
  },
  dct: {
    call: (p, o) => dsp.dct(p.S, o),
    good: { S },
    bad: { S: noMatrix, n: [...integer(1), ...wrong(34)], norm: orNull(word), simd: flag },
  },
  DctPlan: {
    call: (p, o) => new dsp.DctPlan(p.size, o),
    good: { size: 8 },
    bad: { size: integer(1, 2 ** 13), n: [...integer(1), ...wrong(9)], norm: orNull(word), simd: flag },
  },
  'DctPlan.applyToFrame': {
    call: p => cosines.applyToFrame(p.values, p.at, p.out, p.outAt),
    good: { values: new Float32Array(8), at: 0, out: new Float32Array(4), outAt: 0 },
    bad: {
      values: [...noFloats, ...misshapen(new Float32Array(7))],
      out: [...noFloats, ...misshapen(new Float32Array(3))],
      ...between,
    },
  },
  'DctPlan.applyToFrames': {
    call: p => cosines.applyToFrames(p.values, p.at, p.frames, p.out, p.outAt),
    good: { values: new Float32Array(8), at: 0, frames: 1, out: new Float32Array(4), outAt: 0 },
    bad: {
      values: [...noFloats, ...misshapen(new Float32Array(7))],
      out: [...noFloats, ...misshapen(new Float32Array(3))],
      frames,
      ...between,
    },
  },
  'DctPlan.apply': {
    call: p => cosines.apply(p.S),
    good: { S: dsp.frameMajor(8, 2) },
    bad: { S: [...noMatrix, ...misshapen(S)] },
  },
  amplitudeToDb: {
    call: (p, o) => dsp.amplitudeToDb(p.S, o),
    good: { S },
    bad: { S: anyView, amin: positive, ref: reference, topDb: orNull(notNegative) },
  },
  powerToDb: {
    call: (p, o) => dsp.powerToDb(p.S, o),
    good: { S },
    bad: { S: anyView, amin: positive, ref: reference, topDb: orNull(notNegative) },
  },
  PowerToDb: {
    call: (_, o) => new dsp.PowerToDb(o),
    bad: {
      amin: positive,
      ref: reference.filter(({ value }) => typeof value !== 'function'),
      topDb: orNull(notNegative),
    },
  },
  'PowerToDb.apply': {
    call: p => new dsp.PowerToDb().apply(p.values, p.out),
    good: { values: samples },
    bad: { values: noFloats, out: noFloatsYet },
  },
  MedianKernels: 'takes nothing',
  'MedianKernels.of': 'asked by harmonicPercussive',
  dbToAmplitude: { call: (p, o) => dsp.dbToAmplitude(p.S, o), good: { S }, bad: { S: anyView, ref: finite() } },
  dbToPower: { call: (p, o) => dsp.dbToPower(p.S, o), good: { S }, bad: { S: anyView, ref: finite() } },
  max: { call: p => dsp.max(p.values), good: { values: samples }, bad: { values: noFloats } },
  estimateNoise: {
    call: (p, o) => dsp.estimateNoise(p.y, o),
    good: { y: samples },
    options: small,
    bad: {
      ...transform,
      y: noAudio,
      quietest: finite({ min: 0, max: 1, open: 'min' }),
      sampleRate: positive,
      segment: wrong(null, 3, 'x', { start: 1e6 }),
      ...seconds('segment'),
    },
  },
  Fft: { call: p => new dsp.Fft(p.size), good: { size: 8 }, bad: { size: integer(1, 2 ** 26) } },
  'Fft.forward': {
    call: p => new dsp.Fft(8).forward(p.data),
    good: { data: new Float64Array(16) },
    bad: { data: inPlace(16) },
  },
  'Fft.forwardInto': {
    call: p => new dsp.Fft(8).forwardInto(p.data),
    good: { data: new Float64Array(16) },
    bad: { data: inPlace(16) },
  },
  'Fft.inverse': {
    call: p => new dsp.Fft(8).inverse(p.data),
    good: { data: new Float64Array(16) },
    bad: { data: inPlace(16) },
  },
  FilterBank: {
    call: (p, o) => new dsp.FilterBank(p.matrix, o),
    good: { matrix: S },
    bad: { matrix: [...noMatrix, ...misshapen(dsp.frameMajor(0, 3))], simd: flag },
  },
  'FilterBank.apply': {
    call: p => filters.apply(p.spectrogram, p.out),
    good: { spectrogram: S },
    bad: { spectrogram: [...noMatrix, ...misshapen(dsp.frameMajor(32, 3))], out: noFloatsYet },
  },
  frame: {
    call: (p, o) => dsp.frame(p.samples, o),
    good: { samples },
    bad: {
      samples: called('samples', noFloats),
      frameLength: [...integer(1), ...wrong(4097)],
      hopLength: integer(1),
    },
  },
  fftFrequencies: { call: (_, o) => dsp.fftFrequencies(o), bad: { sampleRate: positive, nFft: integer(1, 2 ** 26) } },
  melFrequencies: {
    call: (_, o) => dsp.melFrequencies(o),
    bad: { nMels: integer(1, 2 ** 26), fMin: notNegative, fMax: notNegative, htk: flag },
  },
  gain: {
    call: (p, o) => dsp.gain(p.y, o),
    good: { y: samples },
    options: { db: 1 },
    bad: { y: noSignal, db: bounded },
  },
  griffinLim: {
    call: (p, o) => dsp.griffinLim(p.S, o),
    good: { S },
    options: { nIter: 1 },
    bad: {
      ...transform,
      S: noMatrix,
      nFft: [...integer(1, 2 ** 24), ...called('spectrogram', misshapen(128))],
      nIter: integer(0, 1e6),
      momentum: notNegative,
      init: word,
      randomState: noSeed,
      length: integer(0, 2 ** 28),
    },
  },
  harmonicPercussive: {
    call: (p, o) => dsp.harmonicPercussive(p.y, o),
    good: { y: samples },
    options: small,
    bad: {
      ...transform,
      ...separation,
      y: noSignal,
      memory: [
        ...wrong(null, 3, {}, { kept: [1], rest: [1], medians: [] }),
        ...wrong({ kept: samples.slice(), rest: samples.slice(), medians: [samples, samples], kernels: 3 }),
        ...misshapen({ kept: new Float32Array(1), rest: samples.slice(), medians: [samples, samples] }),
      ],
      plan: wrong(null, 3, {}, 'x'),
      spectrum: [...wrong(null, 3, {}, S), ...misshapen(dsp.stft(samples, { nFft: 32 }))],
    },
  },
  hpss: {
    call: (p, o) => dsp.hpss(p.spectrogram, o),
    good: { spectrogram: S },
    bad: { spectrogram: noSpectrogram.filter(({ value }) => value !== S), ...separation, mask: flag },
  },
  istft: {
    call: (p, o) => dsp.istft(p.spectrogram, o),
    good: { spectrogram: X },
    bad: {
      ...inverseTransform,
      nFft: [...integer(1, 2 ** 24), ...called('spectrogram', misshapen(128))],
      spectrogram: noSpectrogram,
      length: integer(0, 2 ** 28),
      mask: [...wrong(null, 3, 'x', {}), ...misshapen(oneAxis, dsp.frameMajor(3, 3))],
    },
  },
  limitBand: {
    call: (p, o) => dsp.limitBand(p.y, o),
    good: { y: samples },
    options: { low: 100 },
    bad: {
      y: noAudio,
      low: [...notNegative, ...wrong(11026)],
      high: finite({ min: 0, max: 11025, open: 'min' }),
      transition: [...finite({ min: 22050 / 2 ** 18, max: 22050 }), ...wrong(0, 1e-300)],
      sampleRate: positive,
    },
  },
  magphase: { call: p => dsp.magphase(p.spectrogram), good: { spectrogram: X }, bad: { spectrogram: noSpectrogram } },
  medianFilter: {
    call: (p, o) => dsp.medianFilter(p.S, o),
    good: { S },
    bad: { S: noMatrix, size: integer(1, 2 ** 20), axis: word, simd: flag },
  },
  MelFilterBank: { call: (_, o) => new dsp.MelFilterBank(o), bad: mel },
  'MelFilterBank.toMatrix': endsOnly,
  'MelFilterBank.apply': {
    call: p => bank.apply(p.spectrogram, p.out),
    good: { spectrogram: S },
    bad: { spectrogram: [...noMatrix, ...misshapen(dsp.frameMajor(32, 3))], out: noFloatsYet },
  },
  'MelFilterBank.applyToFrame': {
    call: p => bank.applyToFrame(p.spectrum, p.at, p.out, p.outAt),
    good: { spectrum: new Float32Array(33), at: 0, out: new Float32Array(4), outAt: 0 },
    bad: {
      spectrum: [...noFloats, ...misshapen(new Float32Array(32))],
      out: [...noFloats, ...misshapen(new Float32Array(3))],
      ...between,
    },
  },
  'MelFilterBank.applyToFrames': {
    call: p => bank.applyToFrames(p.spectrum, p.at, p.frames, p.out, p.outAt),
    good: { spectrum: new Float32Array(33), at: 0, frames: 1, out: new Float32Array(4), outAt: 0 },
    bad: {
      spectrum: [...noFloats, ...misshapen(new Float32Array(32))],
      out: [...noFloats, ...misshapen(new Float32Array(3))],
      frames,
      ...between,
    },
  },
  melFilterBank: { call: (_, o) => dsp.melFilterBank(o), bad: mel },
  hzToMel: { call: (p, o) => dsp.hzToMel(p.hz, o), good: { hz: 1 }, bad: { hz: frequency, htk: flag } },
  melToHz: {
    call: (p, o) => dsp.melToHz(p.mel, o),
    good: { mel: 1 },
    bad: { mel: [...finite({ min: 0 }), ...wrong(undefined)], htk: flag },
  },
  melSpectrogram: {
    call: (p, o) => dsp.melSpectrogram(p.y, o),
    good: { y: samples },
    options: { nFft: 64, nMels: 4 },
    bad: {
      ...mel,
      ...transform,
      y: [
        ...noAudio,
        ...called('spectrogram', wrong({ spectrogram: 3 })),
        ...called('spectrogram', misshapen({ spectrogram: oneAxis })),
      ],
      power: wrong(0, 3, 1.5, '1', null, NaN),
    },
  },
  makeNoise: {
    call: (p, o) => dsp.makeNoise(p.n, o),
    good: { n: 4 },
    bad: { n: integer(0, 2 ** 26), color: word, randomState: noSeed },
  },
  normalize: {
    call: (p, o) => dsp.normalize(p.values, o),
    good: { values: S },
    bad: {
      values: [...noMatrix, ...wrong(withValue(NaN), withValue(Infinity))],
      norm: wrong(-1, NaN, '2', null, {}),
      threshold: positive,
      small: word,
      each: word,
    },
  },
  hzToMidi: { call: p => dsp.hzToMidi(p.hz), good: { hz: 440 }, bad: { hz: frequency } },
  hzToNote: {
    call: (p, o) => dsp.hzToNote(p.hz, o),
    good: { hz: 440 },
    options: { octave: true },
    bad: { hz: [...frequency, ...wrong(0)], ...note, cents: flag },
  },
  hzToOctave: { call: (p, o) => dsp.hzToOctave(p.hz, o), good: { hz: 440 }, bad: { hz: frequency, ...octaves } },
  midiToHz: {
    call: p => dsp.midiToHz(p.midi),
    good: { midi: 69 },
    bad: { midi: [...finite(), ...wrong(undefined, 1e6)] },
  },
  midiToNote: {
    call: (p, o) => dsp.midiToNote(p.midi, o),
    good: { midi: 69 },
    options: { octave: false },
    bad: { midi: [...finite(), ...wrong(undefined)], ...note },
  },
  noteToHz: {
    call: (p, o) => dsp.noteToHz(p.note, o),
    good: { note: 'A4' },
    bad: { note: [...text, ...wrong('', 'H4', 'A4!x')], round: flag },
  },
  noteToMidi: {
    call: (p, o) => dsp.noteToMidi(p.note, o),
    good: { note: 'A4' },
    bad: { note: [...text, ...wrong('', 'H4', 'A4!x')], round: flag },
  },
  octaveToHz: {
    call: (p, o) => dsp.octaveToHz(p.octave, o),
    good: { octave: 4 },
    bad: { octave: [...finite(), ...wrong(undefined, 1e6)], ...octaves },
  },
  pad: {
    call: (p, o) => dsp.pad(p.samples, o),
    good: { samples },
    options: { before: 1 },
    bad: {
      samples: noFloats,
      before: integer(0, 2 ** 28),
      after: integer(0, 2 ** 28),
      mode: called('mode', word),
      out: noFloatsYet,
    },
  },
  pitchShift: {
    call: (p, o) => dsp.pitchShift(p.y, o),
    good: { y: samples },
    options: { ...small, steps: 1 },
    bad: { ...transform, y: noSignal, steps: finite({ min: -120, max: 120 }), binsPerOctave: integer(1) },
  },
  preemphasis: {
    call: (p, o) => dsp.preemphasis(p.y, o),
    good: { y: samples },
    bad: { y: noSignal, coef: finite({ min: -1e6, max: 1e6 }) },
  },
  deemphasis: {
    call: (p, o) => dsp.deemphasis(p.y, o),
    good: { y: samples },
    bad: { y: noSignal, coef: finite({ min: -1, max: 1 }) },
  },
  RealFft: {
    call: (p, o) => new dsp.RealFft(p.size, o),
    good: { size: 8 },
    bad: { size: integer(1, 2 ** 26), simd: flag },
  },
  'RealFft.forward': endsOnly,
  'RealFft.inverse': endsOnly,
  reduceBitDepth: {
    call: (p, o) => dsp.reduceBitDepth(p.y, o),
    good: { y: samples },
    options: { bits: 8, dither: true },
    bad: { y: noSignal, bits: integer(2, 24), dither: flag, randomState: noSeed },
  },
  resample: {
    call: (p, o) => dsp.resample(p.y, o),
    good: { y: samples },
    options: { from: 22050, to: 11025 },
    bad: {
      y: noSignal,
      from: called('', [...positive, ...wrong(undefined, 1e300, 1e-300, 2 ** 40)]),
      to: [...positive, ...wrong(undefined, 1e300, 1e-300, Math.PI, 2 ** 31)],
      simd: flag,
    },
  },
  ResamplePlan: {
    call: (_, o) => new dsp.ResamplePlan(o),
    options: { from: 2, to: 1 },
    bad: {
      from: called('', [...positive, ...wrong(1e300, 2 ** 40)]),
      to: [...positive, ...wrong(1e300, 1e-300, 2 ** 21)],
      simd: flag,
    },
  },
  'ResamplePlan.outputLength': { call: p => converter.outputLength(p.n), good: { n: 3 }, bad: { n: integer(0) } },
  'ResamplePlan.apply': { call: p => converter.apply(p.y), good: { y: samples }, bad: { y: noSignal } },
  reverberate: {
    call: (p, o) => dsp.reverberate(p.y, o),
    good: { y: samples },
    bad: {
      y: noAudio,
      decay: [...positive, ...wrong(1e300)],
      delay: [...notNegative, ...wrong(1e300)],
      directToReverberant: finite({ min: -400, max: 1000 }),
      impulseResponse: wrong(null, 3, [1], {}, new Float32Array(0), withValue(NaN)),
      randomState: noSeed,
      sampleRate: positive,
    },
  },
  sampleRateOf: {
    call: p => dsp.sampleRateOf(p.y, p.sampleRate),
    good: { y: samples },
    bad: {
      y: [...wrong(undefined, null, 5, 'x', {}), ...called('sampleRate', rated(0, NaN, null))],
      sampleRate: positive,
    },
  },
  samplesOf: { call: p => dsp.samplesOf(p.y), good: { y: audio }, bad: { y: noSignal } },
  spectralSubtraction: {
    call: (p, o) => dsp.spectralSubtraction(p.y, o),
    good: { y: audio },
    options: { ...small, noise: { start: 0, end: 0.1 } },
    bad: { ...denoising, ...subtraction, y: noAudio, noise: [...profile, ...wrong({ start: 1e6 })] },
  },
  wienerFilter: {
    call: (p, o) => dsp.wienerFilter(p.y, o),
    good: { y: audio },
    options: { ...small, noise: { start: 0, end: 0.1 } },
    bad: { ...denoising, ...wiener, y: noAudio, noise: [...profile, ...wrong({ start: 1e6 })] },
  },
  spectrogram: {
    call: (p, o) => dsp.spectrogram(p.y, o),
    good: { y: samples },
    options: small,
    bad: { ...transform, y: noSignal, power: wrong(0, 3, 1.5, '1', null, NaN) },
  },
  asFrameMajor: {
    call: p => dsp.asFrameMajor(p.name, p.view),
    good: { name: 'view', view: S },
    bad: { name: 'only shown in errors', view: noMatrix },
  },
  frameMajor: {
    call: p => dsp.frameMajor(p.bins, p.frames, p.data),
    good: { bins: 2, frames: 2 },
    bad: {
      bins: [...integer(0), ...wrong(2 ** 50)],
      frames: [...integer(0), ...wrong(2 ** 50)],
      data: [...wrong(null, 'x', 5, [1, 2, 3, 4], {}), ...misshapen(new Float32Array(3))],
    },
  },
  stft: { call: (p, o) => dsp.stft(p.y, o), good: { y: samples }, options: small, bad: { ...transform, y: noSignal } },
  StftPlan: { call: (_, o) => new dsp.StftPlan(o), options: small, bad: transform },
  'StftPlan.frameCount': { call: p => plan.frameCount(p.n), good: { n: 3 }, bad: { n: integer(0) } },
  'StftPlan.forward': { call: p => plan.forward(p.y), good: { y: samples }, bad: { y: noSignal } },
  'StftPlan.magnitude': {
    call: p => plan.magnitude(p.y, p.out),
    good: { y: samples },
    bad: { y: noSignal, out: noFloatsYet },
  },
  'StftPlan.power': { call: p => plan.power(p.y, p.out), good: { y: samples }, bad: { y: noSignal, out: noFloatsYet } },
  'StftPlan.forwardWithMagnitude': {
    call: p => plan.forwardWithMagnitude(p.y, p.out),
    good: { y: samples },
    bad: {
      y: noSignal,
      out: [
        ...wrong(null, 5, { real: [1], imag: [1], magnitude: [1] }),
        ...misshapen({ real: samples, imag: samples, magnitude: samples }),
      ],
    },
  },
  'StftPlan.eachFrame': {
    call: (p, o) => plan.eachFrame(p.y, o, p.onFrame),
    good: { y: samples, onFrame: () => undefined },
    bad: { y: noSignal, squared: flag, onFrame: callback },
  },
  'StftPlan.eachBlock': {
    call: (p, o) => plan.eachBlock(p.y, o, p.onBlock),
    good: { y: samples, onBlock: () => undefined },
    bad: { y: noSignal, squared: flag, onBlock: callback },
  },
  'StftPlan.inverse': {
    call: (p, o) => plan.inverse(p.spectrogram, o),
    good: { spectrogram: X },
    bad: {
      spectrogram: [...noSpectrogram, ...misshapen(dsp.stft(samples, { nFft: 32 }))],
      length: integer(0, 2 ** 28),
      mask: [...wrong(null, 3, 'x', {}), ...misshapen(oneAxis, dsp.frameMajor(3, 3))],
    },
  },
  'StftPlan.separate': {
    call: p => plan.separate(p.spectrogram, p.mask, p.samples, p.out),
    good: { spectrogram: X, mask: S, samples },
    bad: {
      spectrogram: [...noSpectrogram, ...misshapen(dsp.stft(samples, { nFft: 32 }))],
      mask: [...wrong(null, 3, 'x', {}), ...misshapen(oneAxis, dsp.frameMajor(3, 3))],
      samples: noFloats,
      out: [
        ...wrong(null, 5, {}, { kept: [1], rest: [2] }),
        ...misshapen({ kept: new Float32Array(1), rest: new Float32Array(1) }),
      ],
    },
  },
  'StftPlan.filter': {
    call: p => plan.filter(p.y, p.change),
    good: { y: samples, change: () => undefined },
    bad: { y: noSignal, change: callback },
  },
  'StftPlan.transformFrame': {
    call: p => plan.transformFrame(p.samples, p.at),
    good: { samples, at: 0 },
    bad: { ...run('samples', 4096 - 64), samples: [...noFloats, ...misshapen(new Float32Array(63))] },
  },
  'StftPlan.storeValues': {
    call: p => plan.storeValues(p.squared, p.out, p.at),
    good: { squared: true, out: new Float32Array(33), at: 0 },
    bad: {
      squared: flag,
      out: [...noFloats, ...misshapen(new Float32Array(32))],
      at: wrong(NaN, -1, 0.5, '0', null, 1),
    },
  },
  StreamingSubtraction: {
    call: (_, o) => new dsp.StreamingSubtraction(o),
    options: { noise, nFft: 64 },
    bad: { ...streamed(transform), ...subtraction, noise: [...profile, ...wrong(undefined)] },
  },
  'StreamingSubtraction.push': push(() => new dsp.StreamingSubtraction({ noise, nFft: 64 })),
  'StreamingSubtraction.flush': endsOnly,
  StreamingWiener: {
    call: (_, o) => new dsp.StreamingWiener(o),
    options: { noise, nFft: 64 },
    bad: { ...streamed(transform), ...wiener, noise: [...profile, ...wrong(undefined)] },
  },
  'StreamingWiener.push': push(() => new dsp.StreamingWiener({ noise, nFft: 64 })),
  'StreamingWiener.flush': endsOnly,
  StreamingMel: {
    call: (_, o) => new dsp.StreamingMel(o),
    options: { nFft: 64, nMels: 4 },
    bad: { ...mel, ...streamed(transform), power: wrong(0, 3, 1.5, '1', null, NaN) },
  },
  'StreamingMel.push': push(() => new dsp.StreamingMel()),
  'StreamingMel.flush': endsOnly,
  StreamingMfcc: {
    call: (_, o) => new dsp.StreamingMfcc(o),
    options: { nFft: 64, nMels: 4, nMfcc: 2 },
    bad: {
      ...mel,
      ...streamed(transform),
      power: wrong(0, 3, 1.5, '1', null, NaN),
      nMfcc: integer(1, 4),
      amin: positive,
    },
  },
  'StreamingMfcc.push': push(() => new dsp.StreamingMfcc()),
  'StreamingMfcc.flush': endsOnly,
  StreamingResampler: {
    call: (_, o) => new dsp.StreamingResampler(o),
    options: { from: 2, to: 1 },
    bad: { from: called('', [...positive, ...wrong(1e300)]), to: [...positive, ...wrong(1e300, 1e-300)], simd: flag },
  },
  'StreamingResampler.push': push(() => new dsp.StreamingResampler({ from: 2, to: 1 })),
  'StreamingResampler.flush': endsOnly,
  StreamingSpectrogram: {
    call: (_, o) => new dsp.StreamingSpectrogram(o),
    options: small,
    bad: { ...streamed(transform), power: wrong(0, 3, 1.5, '1', null, NaN) },
  },
  'StreamingSpectrogram.push': push(() => new dsp.StreamingSpectrogram()),
  'StreamingSpectrogram.flush': endsOnly,
  StreamingStft: { call: (_, o) => new dsp.StreamingStft(o), options: small, bad: streamed(transform) },
  'StreamingStft.push': push(() => new dsp.StreamingStft()),
  'StreamingStft.flush': endsOnly,
  phaseVocoder: {
    call: (p, o) => dsp.phaseVocoder(p.spectrogram, o),
    good: { spectrogram: X },
    options: { rate: 1.5 },
    bad: {
      spectrogram: noSpectrogram,
      rate: [...positive, ...wrong(1e-300, undefined)],
      hopLength: integer(1, 2 ** 28),
      nFft: integer(1, 2 ** 24),
    },
  },
  timeStretch: {
    call: (p, o) => dsp.timeStretch(p.y, o),
    good: { y: samples },
    options: { ...small, rate: 2 },
    bad: { ...transform, y: noSignal, rate: [...positive, ...wrong(1e-300, undefined)] },
  },
  toMono: {
    call: p => dsp.toMono(p.channels),
    good: { channels: [samples] },
    bad: {
      channels: [
        ...wrong(undefined, null, 5, 'x', [], {}, samples, [[1]], [samples, null]),
        ...misshapen([samples, new Float32Array(3)]),
      ],
    },
  },
  toTransformStream: {
    call: p => dsp.toTransformStream(p.processor, p.copy),
    good: { processor: new dsp.StreamingMel(), copy: () => 1 },
    bad: { processor: wrong(undefined, null, 5, 'x', {}, { push: () => 1 }), copy: [...callback, ...wrong(undefined)] },
  },
  split: { call: (p, o) => dsp.split(p.y, o), good: { y: samples }, bad: { y: noSignal, ...silence } },
  trim: { call: (p, o) => dsp.trim(p.y, o), good: { y: samples }, bad: { y: noSignal, ...silence } },
  getWindow: {
    call: (p, o) => dsp.getWindow(p.spec, p.n, o),
    good: { spec: 'hann', n: 64 },
    bad: { spec: noWindow.map(bad => ({ parameter: 'window', ...bad })), n: integer(1, 2 ** 26), periodic: flag },
  },
}

/** A stream's end is not known at its beginning. */
function streamed(options: typeof transform) {
  return { ...options, padMode: [...options.padMode, ...wrong('wrap')] }
}

testBadParameters(fileURLToPath(new URL('../src/index.ts', import.meta.url)), table)
