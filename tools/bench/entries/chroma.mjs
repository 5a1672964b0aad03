import { chromaStft } from '@genre/features'
import { frameByFrame } from '../js-peers.mjs'

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
  js: {
    // It assumes a tuning of 0 and cannot be told another; there it agrees.
    libsonare: {
      prepare:
        (sonare, { audio }) =>
        () =>
          sonare.chroma(audio.samples),
      result: (sonare, { audio }) => frameByFrame(sonare.chroma(audio.samples).features, 12),
      ours: ({ audio }) => chromaStft(audio, { tuning: 0 }).data,
    },
  },
  tolerance: 1e-4,
}
