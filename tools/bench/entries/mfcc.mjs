import { mfcc } from '@genre/features'

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
  tolerance: 1e-5,
}
