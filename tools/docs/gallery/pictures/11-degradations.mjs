import { amplitudeToDb, codecLoss, limitBand, pitchShift, reverberate, spectrogram } from '@genre/dsp'
import { synthesizeTrack } from '@genre/gtzan'
import { frequency, heat, sheet } from '../draw.mjs'

export const title = 'Degradations'
export const text = 'What augmentation does to a track: a telephone, a low bit rate, a room, a semitone and a half.'

// the code
const audio = synthesizeTrack({ genre: 'pop', track: 0, seed: 1, seconds: 5 })
const telephone = limitBand(audio, { low: 300, high: 3400 })
const codec = codecLoss(audio, { snr: 6, cutoff: 7000 })
const room = reverberate(audio, { decay: 1.5, randomState: 1 })
const higher = pitchShift(audio, { steps: 1.5 })
// the picture

const S = [audio, telephone, codec, room, higher].map(({ samples }) => spectrogram(samples))
const ref = S[0].data.reduce((a, b) => Math.max(a, b), 0)

export const draw = () =>
  sheet(
    'A track and four degradations of it',
    S.map((values, i) =>
      heat(amplitudeToDb(values, { ref }), {
        title: ['the track', 'limitBand', 'codecLoss', 'reverberate', 'pitchShift'][i],
        seconds: 5,
        range: [-80, 0],
        unit: 'dB',
        height: 96,
        ...frequency({ bins: 1025, axis: 'log' }),
      }),
    ),
  )
