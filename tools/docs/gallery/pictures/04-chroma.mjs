import { chromaCens, chromaCqt, chromaStft } from '@genre/features'
import { synthesizeTrack } from '@genre/gtzan'
import { PITCHES, heat, sheet } from '../draw.mjs'

export const title = 'Chroma'
export const text =
  'How much of each pitch class sounds: from an STFT, from a constant-Q transform, whose low notes are sharper, and its energy ' +
  'normalised statistics, which forget dynamics.'

// the code
const audio = synthesizeTrack({ genre: 'classical', track: 0, seed: 1, seconds: 12 })
const fromStft = chromaStft(audio)
const fromCqt = chromaCqt(audio)
const cens = chromaCens(audio)
// the picture

export const draw = () =>
  sheet(
    'Three kinds of chroma of a classical track',
    [fromStft, fromCqt, cens].map((values, i) =>
      heat(values, {
        title: ['chromaStft', 'chromaCqt', 'chromaCens'][i],
        seconds: 12,
        range: [0, 1],
        unit: '',
        height: 168,
        colorMap: 'viridis',
        y: PITCHES,
      }),
    ),
  )
