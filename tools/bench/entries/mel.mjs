import { melSpectrogram } from '@genre/dsp'

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
  tolerance: 1e-5,
}
