import { StftPlan } from '@genre/dsp'

/** @type {import('../entry').Entry} */
export default {
  name: 'stft-complex',
  job: 'complex STFT, 2048 / 512',
  peer: 'librosa',
  prepare({ audio }) {
    const plan = new StftPlan()
    return () => plan.forward(audio.samples).real.data
  },
  python: `
def job():
    return librosa.stft(y).real.ravel(order='F')
`,
  tolerance: 1e-5,
}
