import { RealFft, resample } from '@genre/dsp'
import { curves, sheet } from '../draw.mjs'

export const title = 'The response of the resampler'
export const text =
  'An impulse brought from 22 050 to 44 100 Hz shows the filter: nothing is lost below 10 kHz, nothing comes through above 11 025 Hz.'

// the code
const impulse = Float32Array.from({ length: 16384 }, (_, i) => (i === 8192 ? 1 : 0))
const { samples } = resample({ samples: impulse, sampleRate: 22050 }, { to: 44100 })
const fft = new RealFft(samples.length)
fft.signal.set(samples)
fft.forward()
const level = Float64Array.from(
  { length: fft.bins },
  (_, k) => 20 * Math.log10(Math.hypot(fft.spectrum[2 * k], fft.spectrum[2 * k + 1]) / 2),
)
// the picture

const every = Array.from({ length: 2048 }, (_, i) => i * 8)
const kHz = (/** @type {number} */ k) => (k * 44.1) / samples.length
const line = (/** @type {number[]} */ bins) => [
  { name: 'level', x: bins.map(kHz), y: bins.map(k => Math.max(-200, level[k])), color: '#0d59ff' },
]
const nyquist = [{ name: 'half of 22 050 Hz', at: [11.025], color: '#cb2d37' }]

export const draw = () =>
  sheet('Frequency response of the resampler from 22050 to 44100 Hz', [
    curves(line(every), {
      title: 'all of it',
      x: { title: 'kHz', domain: [0, 22.05] },
      y: { title: 'dB', domain: [-160, 10] },
      height: 200,
      marks: nyquist,
    }),
    curves(line(every.filter(k => kHz(k) < 10.6)), {
      title: 'the pass band',
      x: { title: 'kHz', domain: [0, 11.025] },
      y: { title: 'dB', domain: [-0.01, 0.01] },
      height: 120,
      marks: nyquist,
    }),
  ])
