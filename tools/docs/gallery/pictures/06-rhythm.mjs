import { beatTrack, onsetStrength, tempoFrequencies, tempogram } from '@genre/features'
import { synthesizeTrack } from '@genre/gtzan'
import { curves, heat, sheet } from '../draw.mjs'

export const title = 'Onsets, beats and the tempogram'
export const text =
  'How much the spectrum rises from frame to frame, the beats found in it, and its local autocorrelation by tempo.'

// the code
const audio = synthesizeTrack({ genre: 'hiphop', track: 1, seed: 1, seconds: 12 })
const strength = onsetStrength(audio)
const { tempo, beats } = beatTrack(audio)
const correlation = tempogram(audio)
const lags = tempoFrequencies(correlation.shape[0])
// the picture

const second = (/** @type {number} */ frame) => (frame * 512) / 22050
const [slow, fast] = [40, 240]
const position = (/** @type {number} */ bpm) => Math.log(bpm / slow) / Math.log(fast / slow)
// Lag l is 60 rate / (hop l) beats a minute: the row at a height of the picture.
const row = (/** @type {number} */ at) => lags[1] / (slow * (fast / slow) ** at)

export const draw = () =>
  sheet('Onset strength with beats, and the tempogram with the tempo', [
    curves([{ name: 'onset strength', x: Array.from(strength, (_, t) => second(t)), y: strength }], {
      x: { title: 'seconds', domain: [0, 12] },
      y: { title: 'dB per frame' },
      marks: [{ name: `beats (${tempo.toFixed(1)} a minute)`, at: Array.from(beats, second), color: '#cb2d37' }],
    }),
    heat(correlation, {
      title: 'tempogram',
      seconds: 12,
      range: [0, 1],
      unit: '',
      height: 190,
      row,
      y: { title: 'beats a minute', ticks: [40, 60, 80, 120, 160, 240].map(n => [n, String(n)]), position },
      lines: [{ name: 'tempo', x: [0, 12], y: [tempo, tempo], color: '#3fd0ff' }],
    }),
  ])
