import { mfcc } from '@genre/features'
import { essentiaFrames, frameByFrame, meydaFrames } from '../js-peers.mjs'

/** @type {import('../entry').Entry} */
export default {
  name: 'mfcc',
  job: '20 MFCC',
  peer: 'librosa',
  prepare({ audio }) {
    return () => mfcc(audio).data
  },
  python: `
import librosa.feature
def job():
    return librosa.feature.mfcc(y=y, sr=sr, n_mfcc=20).ravel(order='F')
`,
  js: {
    libsonare: {
      prepare:
        (sonare, { audio }) =>
        () =>
          sonare.mfcc(audio.samples, audio.sampleRate, 2048, 512, 128, 20),
      result: (sonare, { audio }) =>
        frameByFrame(sonare.mfcc(audio.samples, audio.sampleRate, 2048, 512, 128, 20).coefficients, 20),
    },
    meyda: {
      prepare: (meyda, { audio }) => {
        Object.assign(meyda, { sampleRate: audio.sampleRate, melBands: 128, numberOfMFCCCoefficients: 20 })
        return () => meydaFrames(meyda, audio.samples, 'mfcc')
      },
    },
    essentia: {
      prepare:
        (essentia, { audio }) =>
        () =>
          essentiaFrames(essentia, audio.samples, spectrum => {
            const { bands, mfcc } = essentia.MFCC(spectrum, 2, 11025, 1025, 0, 'dbamp', 0, 'unit_sum', 128, 20, 22050)
            bands.delete()
            mfcc.delete()
          }),
    },
  },
  tolerance: 1e-5,
}
