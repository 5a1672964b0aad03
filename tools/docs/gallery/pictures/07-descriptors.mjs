import { max, powerToDb, spectrogram } from '@genre/dsp'
import { rms, spectralCentroid, spectralRolloff, zeroCrossingRate } from '@genre/features'
import { synthesizeTrack } from '@genre/gtzan'
import { curves, frequency, heat, sheet } from '../draw.mjs'

export const title = 'Descriptors of the spectrum'
export const text =
  'Where the middle of the spectrum lies, below which frequency 85 % of it, and how loud and how rough the signal is.'

// the code
const audio = synthesizeTrack({ genre: 'rock', track: 0, seed: 1, seconds: 8 })
const levels = powerToDb(spectrogram(audio, { power: 2 }), { ref: max })
const [centroid, rolloff] = [spectralCentroid(audio), spectralRolloff(audio)]
const [loudness, crossings] = [rms(audio), zeroCrossingRate(audio)]
// the picture

const seconds = Array.from(centroid, (_, t) => (t * 512) / 22050)

export const draw = () =>
  sheet('Centroid and roll-off over a spectrogram; root mean square and zero crossings', [
    heat(levels, {
      title: 'centroid (blue) and roll-off (green)',
      seconds: 8,
      range: [-80, 0],
      unit: 'dB',
      height: 220,
      ...frequency({ bins: 1025, axis: 'linear' }),
      lines: [
        { name: 'centroid', x: seconds, y: centroid, color: '#3fd0ff' },
        { name: 'rolloff', x: seconds, y: rolloff, color: '#7dff8a' },
      ],
    }),
    curves(
      [
        { name: 'root mean square', x: seconds, y: loudness },
        { name: 'zero-crossing rate', x: seconds, y: crossings },
      ],
      { x: { title: 'seconds', domain: [0, 8] }, y: { title: '' }, height: 130 },
    ),
  ])
