import { StftPlan } from '@genre/dsp'

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
  tolerance: 1e-5,
}
