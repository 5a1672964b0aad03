import { fileURLToPath } from 'node:url'
import { melSpectrogram, powerToDb, spectrogram } from '@genre/dsp'
import type { Bad, Table } from '../../../tools/common/bad-parameters.ts'
import {
  called,
  finite,
  flag,
  integer,
  misshapen,
  notNegative,
  orNull,
  positive,
  testBadParameters,
  word,
  wrong,
} from '../../../tools/common/bad-parameters.ts'
import * as features from '../src/index'

// What each function, constructor and method of this package must refuse.

const samples = Float32Array.from({ length: 22050 }, (_, i) => Math.sin(0.05 * i) * (i % 4000 < 400 ? 0.5 : 0.1))
const audio = { samples, sampleRate: 22050 }
const S = spectrogram(samples, { nFft: 64 })
const mel = powerToDb(melSpectrogram(audio, { nMels: 128 }))
const onsetEnvelope = features.onsetStrength(audio)
const set: features.FeatureSet = { name: 'one', columns: [{ name: 'rms', descriptor: 'rms' }] }
const levelSet: features.FeatureSet = { name: 'one', columns: [{ name: 'low', descriptor: 'bandLevels', row: 0 }] }

const withValue = (value: number) => new Float32Array(4096).fill(value, 3, 4)
const noSignal = called(
  'y',
  wrong(
    ...[undefined, null, 'x', 5, [], [1, 2], {}, new Float32Array(0), withValue(NaN), withValue(-Infinity)],
    ...[Float64Array.of(1), { samples: [1, 2], sampleRate: 8000 }, { ...audio, samples: new Float32Array(0) }],
    { ...audio, samples: withValue(Infinity) },
  ),
)
const rated: Bad[] = called(
  'sampleRate',
  wrong(...[0, -1, NaN, Infinity, '22050', null].map(sampleRate => ({ samples, sampleRate }))),
)
const oneAxis = { data: new Float32Array(4), shape: [4], stride: [1], offset: 0 }
const lying = { data: new Float32Array(4), shape: [33, 3], stride: [1, 33], offset: 0 }
const noView = [
  ...wrong(undefined, null, 'x', 5, {}, [[1, 2]]),
  ...misshapen(oneAxis, lying, { ...lying, shape: [-1, 2] }, { ...lying, shape: [0, 0] }),
]
const view = (name: string, make: (value: unknown) => unknown): Bad[] =>
  called(
    name,
    noView.map(({ value, shape }) => ({ value: make(value), shape })),
  )
const spectra: Bad[] = [
  ...view('spectrogram', spectrogram => ({ spectrogram })),
  ...called('spectrogram', misshapen({ spectrogram: S, nFft: 63 })),
  ...called('spectrogram', wrong({ spectrogram: { ...S, data: S.data.map(() => NaN) } })),
  ...called('spectrogram', wrong({ spectrogram: { ...S, data: S.data.map(() => -1) } })),
  ...called(
    'nFft',
    wrong({ spectrogram: S, nFft: NaN }, { spectrogram: S, nFft: '64' }, { spectrogram: S, nFft: null }),
  ),
  ...called('power', wrong({ spectrogram: S, power: 3 }, { spectrogram: S, power: null })),
]
const spectraRated: Bad[] = called(
  'sampleRate',
  wrong({ spectrogram: S, sampleRate: 0 }, { spectrogram: S, sampleRate: NaN }, { spectrogram: S, sampleRate: null }),
)
const frames: Bad[] = [...noSignal, ...rated, ...spectra, ...spectraRated]
const levels: Bad[] = [...frames, ...view('logMel', logMel => ({ logMel }))]
const rhythm: Bad[] = [
  ...noSignal,
  ...rated,
  ...called(
    'onsetEnvelope',
    wrong(
      ...[undefined, null, [1], new Float32Array(0), Float32Array.of(NaN)].map(envelope => ({
        onsetEnvelope: envelope,
      })),
    ),
  ),
  ...called('sampleRate', wrong({ onsetEnvelope, sampleRate: 0 }, { onsetEnvelope, sampleRate: null })),
]

const noWindow: Bad[] = [
  ...called('window', wrong('nonsense', 3, null, [], {}, ['hann', 3], new Float64Array(3))),
  ...called('beta', wrong(['kaiser', NaN])),
]
const transform = {
  nFft: integer(1, 2 ** 24),
  hopLength: integer(1, 2 ** 28),
  winLength: [...integer(1), ...wrong(2049)],
  window: noWindow,
  center: flag,
  padMode: word,
  simd: flag,
  sampleRate: [...positive, ...wrong(8000)],
}
const bands = {
  ...transform,
  nMels: integer(1, 2 ** 16),
  fMin: notNegative,
  fMax: finite({ min: 0, open: 'min' }),
  htk: flag,
  melNorm: orNull(called('norm', word)),
}
const onsets = { ...bands, lag: integer(1), maxSize: integer(1), aggregate: word, detrend: flag }
const norm = wrong(0, -1, NaN, '2', {}, [])
const peaks = { ...transform, fMin: finite(), fMax: notNegative, threshold: finite({ min: 0, max: 1 }) }
const tempi = {
  ...onsets,
  startBpm: positive,
  stdBpm: positive,
  acSize: [...finite({ min: 512 / 22050 }), ...wrong(1e300)],
  maxTempo: orNull(positive),
}
const constantQ = {
  sampleRate: [...positive, ...wrong(8000)],
  hopLength: integer(1, 2 ** 28),
  fMin: positive,
  norm,
  tuning: finite(),
  nChroma: integer(1, 4096),
  nOctaves: [...integer(1), ...wrong(9, 1e6)],
  binsPerOctave: [...integer(2), ...wrong(35)],
}
const noSet = wrong(undefined, null, 5, 'gtzan57', [], {}, { name: 'x', columns: [] }, { name: 'x', columns: [null] })
const columns = called(
  'set.columns[0]',
  wrong(
    ...[
      { name: '', descriptor: 'rms' },
      { name: 'a', descriptor: 'nonsense' },
      { name: 'a', descriptor: 'toString' },
      { name: 'a', descriptor: 'rms', statistic: 'nonsense' },
      { name: 'a', descriptor: 'rms', row: 1 },
      { name: 'a', descriptor: 'mfcc', row: 128 },
      { name: 'a', descriptor: 'mfcc', row: [3, 3] },
      { name: 'a', descriptor: 'mfcc', row: [3] },
      { name: 'a', descriptor: 'mfcc', row: 0.5 },
      { name: 'a', descriptor: 'mfcc', row: null },
    ].map(column => ({ name: 'x', columns: [column] })),
  ),
)
const twice = called('set.columns[1]', wrong({ name: 'x', columns: [...set.columns, ...set.columns] }))
const sets = [...noSet, ...columns, ...twice]
const segment = [...finite({ min: 2 / 22050 }), ...wrong(1e300)]
const modes = { mode: word, sampleRate: positive, segment }

const table: Table = {
  beatTrack: {
    call: (p, o) => features.beatTrack(p.source, o),
    good: { source: audio },
    bad: {
      ...(({ aggregate: _, ...rest }) => rest)(onsets),
      source: rhythm,
      startBpm: positive,
      tightness: positive,
      trim: flag,
      bpm: [...positive, ...wrong(1e-300)],
    },
  },
  chromaFilterBank: {
    call: (_, o) => features.chromaFilterBank(o),
    bad: {
      sampleRate: positive,
      nFft: integer(2, 2 ** 24),
      nChroma: integer(1, 4096),
      tuning: finite(),
      ctroct: finite(),
      octwidth: orNull(positive),
      norm,
      baseC: flag,
    },
  },
  chromaStft: {
    call: (p, o) => features.chromaStft(p.source, o),
    good: { source: audio },
    bad: {
      ...transform,
      source: frames,
      nChroma: integer(1, 4096),
      norm,
      tuning: finite(),
      ctroct: finite(),
      octwidth: orNull(positive),
      baseC: flag,
    },
  },
  delta: {
    call: (p, o) => features.delta(p.data, o),
    good: { data: mel },
    bad: {
      data: [...wrong(undefined, null, 'x', 5, {}, [NaN, 'a', 1], ['1', '2', '3']), ...misshapen(oneAxis, lying)],
      width: [...integer(3), ...wrong(4, 45)],
      order: [...integer(1), ...wrong(9)],
      mode: word,
    },
  },
  estimateTuning: {
    call: (p, o) => features.estimateTuning(p.source, o),
    good: { source: audio },
    bad: {
      ...peaks,
      source: frames,
      resolution: [...finite({ min: 0, max: 1, open: 'min' }), ...wrong(1e-9)],
      binsPerOctave: integer(1),
    },
  },
  mfcc: {
    call: (p, o) => features.mfcc(p.source, o),
    good: { source: audio },
    bad: { ...bands, source: levels, nMfcc: [...integer(1), ...wrong(129)], lifter: notNegative, norm: orNull(word) },
  },
  onsetDetect: {
    call: (p, o) => features.onsetDetect(p.source, o),
    good: { source: audio },
    bad: {
      ...onsets,
      source: rhythm,
      normalize: flag,
      backtrack: flag,
      preMax: integer(0),
      postMax: integer(1),
      preAvg: integer(0),
      postAvg: integer(1),
      delta: notNegative,
      wait: integer(0),
    },
  },
  onsetStrength: {
    call: (p, o) => features.onsetStrength(p.source, o),
    good: { source: audio },
    bad: { ...onsets, source: levels },
  },
  piptrack: {
    call: (p, o) => features.piptrack(p.source, o),
    good: { source: audio },
    bad: { ...peaks, source: frames },
  },
  polyFeatures: {
    call: (p, o) => features.polyFeatures(p.source, o),
    good: { source: audio },
    bad: { ...transform, source: frames, order: integer(0, 20) },
  },
  rms: {
    call: (p, o) => features.rms(p.source, o),
    good: { source: audio },
    bad: {
      source: [...noSignal, ...spectra],
      frameLength: integer(1, 2 ** 26),
      hopLength: integer(1, 2 ** 28),
      center: flag,
      padMode: word,
    },
  },
  spectralBandwidth: {
    call: (p, o) => features.spectralBandwidth(p.source, o),
    good: { source: audio },
    bad: { ...transform, source: frames, p: positive, norm: flag },
  },
  spectralCentroid: {
    call: (p, o) => features.spectralCentroid(p.source, o),
    good: { source: audio },
    bad: { ...transform, source: frames },
  },
  spectralContrast: {
    call: (p, o) => features.spectralContrast(p.source, o),
    good: { source: audio },
    bad: {
      ...transform,
      source: frames,
      fMin: positive,
      nBands: [...integer(1), ...wrong(8, 2000)],
      quantile: finite({ min: 0, max: 1, open: 'both' }),
      linear: flag,
    },
  },
  spectralFlatness: {
    call: (p, o) => features.spectralFlatness(p.source, o),
    good: { source: audio },
    bad: { ...transform, source: frames, amin: positive, power: positive },
  },
  spectralRolloff: {
    call: (p, o) => features.spectralRolloff(p.source, o),
    good: { source: audio },
    bad: { ...transform, source: frames, rollPercent: finite({ min: 0, max: 1, open: 'both' }) },
  },
  localTempo: {
    call: (p, o) => features.localTempo(p.source, o),
    good: { source: audio },
    bad: { ...tempi, source: rhythm },
  },
  tempo: { call: (p, o) => features.tempo(p.source, o), good: { source: audio }, bad: { ...tempi, source: rhythm } },
  tempoFrequencies: {
    call: (p, o) => features.tempoFrequencies(p.lags, o),
    good: { lags: 4 },
    bad: { lags: integer(1, 2 ** 24), sampleRate: positive, hopLength: integer(1) },
  },
  tempogram: {
    call: (p, o) => features.tempogram(p.source, o),
    good: { source: audio },
    bad: { ...onsets, source: rhythm, winLength: integer(1, 2 ** 24), norm },
  },
  tonnetz: {
    call: p => features.tonnetz(p.chroma),
    good: { chroma: features.chromaStft(audio) },
    bad: {
      chroma: [
        ...noView,
        ...wrong({ data: new Float32Array(12).fill(NaN), shape: [12, 1], stride: [1, 12], offset: 0 }),
      ],
    },
  },
  zeroCrossingRate: {
    call: (p, o) => features.zeroCrossingRate(p.source, o),
    good: { source: audio },
    bad: {
      source: noSignal,
      frameLength: integer(1, 2 ** 26),
      hopLength: integer(1, 2 ** 28),
      center: flag,
      threshold: notNegative,
    },
  },
  chromaCens: {
    call: (p, o) => features.chromaCens(p.source, o),
    good: { source: audio },
    options: { tuning: 0 },
    bad: { ...constantQ, source: [...noSignal, ...rated], winLenSmooth: orNull(integer(1, 2 ** 20)) },
  },
  chromaCqt: {
    call: (p, o) => features.chromaCqt(p.source, o),
    good: { source: audio },
    options: { tuning: 0 },
    bad: { ...constantQ, source: [...noSignal, ...rated], threshold: finite() },
  },
  extended207With: { call: (_, o) => features.extended207With(o), bad: { silenceRatio: word } },
  extractFeatures: {
    call: (p, o) => features.extractFeatures(p.audio, p.set, o),
    good: { audio, set },
    bad: {
      audio: [
        ...called('audio', wrong(undefined, null, 5, 'x', {}, samples, { samples: [1], sampleRate: 1 })),
        ...rated,
      ],
      set: sets,
      mode: word,
      segment,
    },
  },
  extractFromLogMel: {
    call: (p, o) => features.extractFromLogMel(p.source, p.set, o),
    good: { source: { logMel: mel }, set: levelSet },
    bad: {
      source: [
        ...called('source', wrong(undefined, null, 5, 'x', {}, samples)),
        ...view('logMel', logMel => ({ logMel })),
        ...called(
          'logMel',
          wrong(
            { logMel: { ...S, shape: [17, 2], stride: [1, 17] } },
            { logMel: { ...mel, data: mel.data.map(() => NaN) } },
          ),
        ),
      ],
      set: [...sets, ...called('set.columns[0]', wrong(set))],
      frameRate: [...positive, ...wrong(1e300)],
    },
  },
  FeatureExtractor: {
    call: (p, o) => new features.FeatureExtractor(p.set, o),
    good: { set },
    bad: { ...modes, set: sets },
  },
  'FeatureExtractor.extract': {
    call: p => new features.FeatureExtractor(set).extract(p.samples),
    good: { samples },
    bad: {
      samples: [
        ...wrong(audio, undefined, null, 'x', 5, [], [1, 2], {}, Float64Array.of(1)),
        ...called('y', wrong(new Float32Array(0), withValue(NaN), withValue(Infinity))),
      ],
    },
  },
  'FeatureExtractor.segments': {
    call: p => new features.FeatureExtractor(set, { segment: 0.5 }).segments(p.samples),
    good: { samples },
    bad: { samples: wrong(undefined, null, 'x', NaN, -1, 0.5, {}, [1]) },
  },
  segmentsOf: {
    call: p => features.segmentsOf(p.samples, p.seconds, p.sampleRate),
    good: { samples: 10000, seconds: 0.1, sampleRate: 22050 },
    bad: { samples: integer(0), seconds: called('segment', segment), sampleRate: positive },
  },
  StreamingExtractor: {
    call: (p, o) => new features.StreamingExtractor(p.set, o),
    good: { set },
    options: { segment: 0.5 },
    bad: { ...modes, set: sets },
  },
  'StreamingExtractor.push': {
    call: p => new features.StreamingExtractor(set, { segment: 0.5 }).push(p.samples),
    good: { samples },
    bad: {
      samples: wrong(undefined, null, 'x', 5, [], [1, 2], {}, Float64Array.of(1), withValue(NaN), withValue(Infinity)),
    },
  },
  'StreamingExtractor.flush': 'takes nothing',
}

testBadParameters(fileURLToPath(new URL('../src/index.ts', import.meta.url)), table)
