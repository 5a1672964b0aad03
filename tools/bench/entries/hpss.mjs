import { harmonicPercussive } from '@genre/dsp'

/** @type {import('../entry').Entry} */
export default {
  name: 'hpss',
  job: 'harmonic and percussive part, samples to samples',
  peer: 'librosa',
  prepare({ audio }) {
    return () => {
      const { harmonic, percussive } = harmonicPercussive(audio)
      const both = new Float32Array(harmonic.length + percussive.length)
      both.set(harmonic)
      both.set(percussive, harmonic.length)
      return both
    }
  },
  python: `
import librosa.effects
def job():
    return np.concatenate(librosa.effects.hpss(y))
`,
  js: {
    // Its medians treat the edges in another way; kernel sizes, transform, hop and hard masks do not change that.
    libsonare: {
      prepare:
        (sonare, { audio }) =>
        () =>
          sonare.hpss(audio.samples, audio.sampleRate),
      result: (sonare, { audio }) => {
        const { harmonic, percussive } = sonare.hpss(audio.samples, audio.sampleRate)
        return [...harmonic, ...percussive]
      },
    },
  },
  tolerance: 1e-5,
}
