import { max, melSpectrogram, powerToDb } from '@genre/dsp'
import { synthesizeTrack } from '@genre/gtzan'
import { COLOR_MAPS, spectrogramImage } from '@genre/viz'
import { encodePng } from '@genre/viz/node'
import { frequency, heat, sheet } from '../draw.mjs'

export const title = 'Colour maps'
export const text =
  "matplotlib's perceptual maps: even steps in level are even steps to the eye, in colour-blind eyes and in grey print as well."

// the code
const audio = synthesizeTrack({ genre: 'metal', track: 1, seed: 1, seconds: 8 })
const mel = powerToDb(melSpectrogram(audio, { nMels: 64 }), { ref: max })
const files = COLOR_MAPS.map(colorMap => encodePng(spectrogramImage(mel, { axis: 'mel', colorMap })))
// the picture

export const draw = () =>
  sheet(
    `One spectrogram in ${files.length} colour maps`,
    COLOR_MAPS.map(colorMap =>
      heat(mel, {
        title: colorMap,
        seconds: 8,
        range: [-80, 0],
        unit: 'dB',
        height: 80,
        colorMap,
        ...frequency({ bins: 64, axis: 'mel' }),
      }),
    ),
  )
