import { amplitudeToDb, hpss, spectrogram } from '@genre/dsp'
import { synthesizeTrack } from '@genre/gtzan'
import { frequency, heat, sheet } from '../draw.mjs'

export const title = 'Harmonic and percussive parts'
export const text =
  'Running medians along time keep tones, along frequency hits; the masks share out each point of the spectrogram between the two.'

// the code
const audio = synthesizeTrack({ genre: 'disco', track: 1, seed: 1, seconds: 6 })
const S = spectrogram(audio)
const masks = hpss(S, { mask: true })
const parts = hpss(S)
// the picture

const ref = S.data.reduce((a, b) => Math.max(a, b), 0)
const levels = [S, parts.harmonic, parts.percussive].map(part => amplitudeToDb(part, { ref }))

export const draw = () =>
  sheet('A disco track, its harmonic mask, and its harmonic and percussive parts', [
    ...[levels[0], levels[1], levels[2]].map((values, i) =>
      heat(values, {
        title: ['the track', 'harmonic', 'percussive'][i],
        seconds: 6,
        range: [-70, 0],
        unit: 'dB',
        height: 150,
        ...frequency({ bins: 1025, axis: 'log' }),
      }),
    ),
    heat(masks.harmonic, {
      title: 'mask of the harmonic part (1 minus that of the percussive)',
      seconds: 6,
      range: [0, 1],
      unit: '',
      height: 150,
      colorMap: 'gray',
      ...frequency({ bins: 1025, axis: 'log' }),
    }),
  ])
