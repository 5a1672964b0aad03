import { max, melSpectrogram, powerToDb } from '@genre/dsp'
import { mfcc } from '@genre/features'
import { synthesizeTrack } from '@genre/gtzan'
import { frequency, heat, numbered, sheet } from '../draw.mjs'

export const title = 'Mel spectrogram and MFCC'
export const text =
  'The same track in 128 mel bands, the picture that most networks see, and the cosine transform of its levels, without ' +
  'the first two coefficients (loudness and slope).'

// the code
const audio = synthesizeTrack({ genre: 'jazz', track: 0, seed: 1, seconds: 8 })
const mel = powerToDb(melSpectrogram(audio, { nMels: 128 }), { ref: max })
const cepstrum = mfcc(audio, { nMfcc: 20 })
// the picture

const shape = {
  shape: [18, cepstrum.shape[1]],
  get: (/** @type {number} */ k, /** @type {number} */ t) => cepstrum.get(k + 2, t),
}

export const draw = () =>
  sheet('Mel spectrogram and MFCC of a jazz track', [
    heat(mel, {
      title: 'mel spectrogram',
      seconds: 8,
      range: [-80, 0],
      unit: 'dB',
      height: 200,
      ...frequency({ bins: 128, axis: 'mel' }),
    }),
    heat(/** @type {any} */ (shape), {
      title: 'MFCC 2 to 19',
      seconds: 8,
      range: [-50, 50],
      unit: '',
      height: 144,
      colorMap: 'cividis',
      y: { ...numbered('coefficient', 18, [2, 5, 10, 15, 19]), position: n => (n - 1.5) / 18 },
    }),
  ])
