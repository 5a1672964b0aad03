import { resample } from '@genre/dsp'

/** @type {import('../entry').Entry} */
export default {
  name: 'resample-16k',
  job: '22050 to 16000 Hz (soxr_hq there)',
  peer: 'librosa',
  prepare({ audio }) {
    return () => resample(audio, { to: 16000 }).samples
  },
  python: `
def job():
    return librosa.resample(y, orig_sr=22050, target_sr=16000)
`,
  // Two filters of the same kind, not the same filter: they differ in the transition band and at the ends.
  js: {
    libsonare: {
      prepare:
        (sonare, { audio }) =>
        () =>
          sonare.resample(audio.samples, 22050, 16000),
      result: (sonare, { audio }) => sonare.resample(audio.samples, 22050, 16000),
    },
  },
  tolerance: 5e-2,
}
