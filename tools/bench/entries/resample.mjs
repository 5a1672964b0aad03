import { resample } from '@genre/dsp'

/** @type {import('../entry').Entry} */
export default {
  name: 'resample',
  job: '44100 to 22050 Hz (soxr_hq there)',
  peer: 'librosa',
  prepare({ audio44k }) {
    return () => resample(audio44k, { to: 22050 }).samples
  },
  python: `
def job():
    return librosa.resample(y44k, orig_sr=44100, target_sr=22050)
`,
  // Two filters of the same kind, not the same filter: they differ in the transition band and at the ends.
  js: {
    libsonare: {
      prepare:
        (sonare, { audio44k }) =>
        () =>
          sonare.resample(audio44k.samples, 44100, 22050),
      result: (sonare, { audio44k }) => sonare.resample(audio44k.samples, 44100, 22050),
    },
  },
  tolerance: 5e-2,
}
