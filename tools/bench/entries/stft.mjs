import { StftPlan } from '@genre/dsp'
import { essentiaFrames, frameByFrame, meydaFrames } from '../js-peers.mjs'

/** @type {import('../entry').Entry} */
export default {
  name: 'stft',
  job: 'STFT magnitude, 2048 / 512',
  peer: 'librosa',
  prepare({ audio }) {
    const plan = new StftPlan()
    return () => plan.magnitude(audio.samples).data
  },
  python: `
def job():
    return np.abs(librosa.stft(y)).ravel(order='F')
`,
  js: {
    libsonare: {
      prepare:
        (sonare, { audio }) =>
        () =>
          sonare.stft(audio.samples),
      result: (sonare, { audio }) => frameByFrame(sonare.stft(audio.samples).magnitude, 1025),
    },
    meyda: {
      prepare:
        (meyda, { audio }) =>
        () =>
          meydaFrames(meyda, audio.samples, 'amplitudeSpectrum'),
    },
    essentia: {
      prepare:
        (essentia, { audio }) =>
        () =>
          essentiaFrames(essentia, audio.samples),
    },
  },
  tolerance: 1e-5,
}
