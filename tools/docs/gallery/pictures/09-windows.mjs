import { RealFft, getWindow } from '@genre/dsp'
import { curves, sheet } from '../draw.mjs'

export const title = 'Windows and their spectra'
export const text =
  'The narrower the peak in the middle, the higher what leaks beside it: each window is another bargain.'

// the code
const windows = [
  getWindow('boxcar', 64),
  getWindow('hann', 64),
  getWindow('hamming', 64),
  getWindow('blackmanharris', 64),
]
const spectra = windows.map(window => {
  const fft = new RealFft(4096)
  fft.signal.set(window) // the rest stays zero
  fft.forward()
  return fft.spectrum // real and imaginary parts in turn
})
// the picture

const names = ['boxcar', 'hann', 'hamming', 'blackmanharris']
const bins = Array.from({ length: 1024 }, (_, k) => k)
const levels = spectra.map(spectrum =>
  bins.map(k => 20 * Math.log10(Math.hypot(spectrum[2 * k], spectrum[2 * k + 1]) / spectrum[0])),
)

export const draw = () =>
  sheet('Four windows and the levels of their spectra', [
    curves(
      windows.map((window, i) => ({ name: names[i], x: window.map((_, n) => n), y: window })),
      { title: 'windows of 64 samples', x: { title: 'sample', domain: [0, 64] }, y: { title: '' }, height: 140 },
    ),
    curves(
      levels.map((level, i) => ({
        name: names[i],
        x: bins.map(k => (k * 64) / 4096),
        y: level.map(db => Math.max(-160, db)),
      })),
      {
        title: 'their spectra',
        x: { title: 'distance in bins of a transform of 64', domain: [0, 16], values: [0, 2, 4, 6, 8, 10, 12, 14, 16] },
        y: { title: 'dB', domain: [-140, 0] },
        height: 220,
      },
    ),
  ])
