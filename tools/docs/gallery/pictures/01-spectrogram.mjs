import { max, powerToDb, spectrogram } from '@genre/dsp'
import { synthesizeTrack } from '@genre/gtzan'
import { frequency, heat, sheet } from '../draw.mjs'

export const title = 'Spectrogram'
export const text = 'Eight seconds of a synthesized jazz track: power by frequency and time, on a logarithmic axis.'

// the code
const audio = synthesizeTrack({ genre: 'jazz', track: 0, seed: 1, seconds: 8 })
const levels = powerToDb(spectrogram(audio, { power: 2 }), { ref: max })
// the picture

export const draw = () =>
  sheet('Spectrogram of a jazz track', [
    heat(levels, { seconds: 8, range: [-80, 0], unit: 'dB', height: 240, ...frequency({ bins: 1025, axis: 'log' }) }),
  ])
