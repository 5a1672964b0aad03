import { addNoise, amplitudeToDb, spectralSubtraction, spectrogram, wienerFilter } from '@genre/dsp'
import { synthesizeTrack } from '@genre/gtzan'
import { frequency, heat, sheet } from '../draw.mjs'

export const title = 'Before and after denoising'
export const text =
  'White noise 10 dB under the music, with a second of the noise alone in front: learnt from that second, subtracted from all of it.'

// the code
const music = synthesizeTrack({ genre: 'country', track: 0, seed: 1, seconds: 5 }).samples
const silenceFirst = new Float32Array(6 * 22050)
silenceFirst.set(music, 22050)
const noisy = addNoise(silenceFirst, { snr: 10, randomState: 1 })
const subtracted = spectralSubtraction(noisy, { noise: { start: 0, end: 1 } })
const filtered = wienerFilter(noisy, { noise: { start: 0, end: 1 } })
// the picture

const levels = [noisy, subtracted, filtered].map(samples => {
  const S = spectrogram(samples)
  return amplitudeToDb(S, { ref: S.data.reduce((a, b) => Math.max(a, b), 0) })
})

export const draw = () =>
  sheet(
    'A noisy recording, after spectral subtraction and after a Wiener filter',
    levels.map((values, i) =>
      heat(values, {
        title: ['noisy', 'spectralSubtraction', 'wienerFilter'][i],
        seconds: 6,
        range: [-80, 0],
        unit: 'dB',
        height: 150,
        ...frequency({ bins: 1025, axis: 'log' }),
      }),
    ),
  )
