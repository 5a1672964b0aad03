import { chromaStft } from '@genre/features'

/** @type {import('../entry').Entry} */
export default {
  name: 'chroma',
  job: 'chroma from the STFT, with tuning',
  peer: 'librosa',
  prepare({ audio }) {
    return () => chromaStft(audio).data
  },
  python: `
import librosa.feature
def job():
    return librosa.feature.chroma_stft(y=y, sr=sr).ravel(order='F')
`,
  tolerance: 1e-4,
}
