import { melSpectrogram } from '@genre/dsp'
import { essentiaFrames, frameByFrame, meydaFrames } from '../js-peers.mjs'

/** @type {import('../entry').Entry} */
export default {
  name: 'mel',
  job: 'mel power spectrogram, 128 bands',
  peer: 'librosa',
  prepare({ audio }) {
    return () => melSpectrogram(audio).data
  },
  python: `
import librosa.feature
def job():
    return librosa.feature.melspectrogram(y=y, sr=sr).ravel(order='F')
`,
  js: {
    libsonare: {
      prepare:
        (sonare, { audio }) =>
        () =>
          sonare.melSpectrogram(audio.samples),
      result: (sonare, { audio }) => frameByFrame(sonare.melSpectrogram(audio.samples).power, 128),
    },
    meyda: {
      prepare: (meyda, { audio }) => {
        meyda.sampleRate = audio.sampleRate
        meyda.melBands = 128
        return () => meydaFrames(meyda, audio.samples, 'melBands')
      },
    },
    essentia: {
      prepare:
        (essentia, { audio }) =>
        () =>
          essentiaFrames(essentia, audio.samples, spectrum => {
            essentia.MelBands(spectrum, 11025, 1025, false, 0, 'unit_sum', 128, 22050).bands.delete()
          }),
    },
  },
  tolerance: 1e-5,
}
