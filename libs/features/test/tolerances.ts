/**
 * How far results may be from librosa's: `absolute + relative * |reference|`, once for each function, with its reason.
 * `unit` and `why` appear in the README.
 */
export const TOLERANCES = {
  chromaFilterBank: { absolute: 1e-10, relative: 2e-6, unit: '', why: 'weights are stored in single precision' },
  chromaStft: { absolute: 1e-5, relative: 2e-6, unit: '', why: 'the reference multiplies in single precision' },
  chromaCqt: {
    absolute: 1e-3,
    unit: '',
    why: 'the reference halves the rate in single precision: its noise shows where only tones above 4.2 kHz sound',
  },
  chromaCens: { absolute: 1e-5, unit: '', why: 'quantised: equal unless a value lies on a step' },
  tonnetz: { absolute: 1e-5, unit: '', why: 'the chroma is stored in single precision' },
  tonnetzCqt: { absolute: 2e-4, unit: '', why: 'as chromaCqt' },
  piptrack: { absolute: 1e-5, relative: 2e-6, unit: 'Hz', why: 'magnitudes are stored in single precision' },
  estimateTuning: { absolute: 0, unit: '', why: 'the edge of a histogram bin, equal unless a pitch lies on it' },
  spectralCentroid: { absolute: 1e-2, unit: 'Hz', why: 'normalised magnitudes are stored in single precision' },
  spectralBandwidth: {
    absolute: 1e-2,
    relative: 1e-6,
    unit: 'Hz',
    why: 'normalised magnitudes are stored in single precision',
  },
  spectralContrast: { absolute: 1e-3, unit: 'dB', why: 'the reference averages in single precision' },
  spectralFlatness: { absolute: 1e-5, unit: '', why: 'the reference works in single precision' },
  spectralRolloff: { absolute: 0, unit: 'Hz', why: 'the same sums in the same order and precision' },
  rms: { absolute: 1e-6, unit: '', why: 'the reference works in single precision' },
  zeroCrossingRate: { absolute: 0, unit: '', why: 'counts' },
  polyFeatures: {
    absolute: 1e-6,
    relative: 1e-6,
    unit: '',
    why: 'magnitudes are stored in single precision and reach 500',
  },
  mfcc: { absolute: 1e-3, unit: '', why: 'single precision at 1e3 is 6e-5' },
  delta: { absolute: 1e-3, unit: '', why: 'as mfcc' },
  onsetStrength: { absolute: 1e-3, unit: 'dB', why: 'differences of levels in single precision' },
  onsetDetect: { absolute: 0, unit: 'frames', why: 'the same rules on the same envelope' },
  tempogram: { absolute: 1e-5, relative: 1e-5, unit: '', why: 'the envelope is stored in single precision' },
  tempo: { absolute: 0, unit: 'bpm', why: 'a choice among lags' },
  beatTrack: { absolute: 0, unit: 'frames', why: 'a choice among frames' },
  meanOfColumn: { absolute: 1e-5, unit: 'standard deviations', why: 'single precision of the arrays' },
  varOfColumn: { absolute: 0, relative: 1e-5, unit: 'relative', why: 'single precision of the arrays' },
  extended207: { absolute: 1e-6, relative: 1e-5, unit: '', why: 'single precision of the arrays' },
} as const

export type Quantity = keyof typeof TOLERANCES
