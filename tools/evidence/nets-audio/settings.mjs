/**
 * The nets of this page: which recipe makes their pictures, and how their sources train them. Sizes, widths and epochs are
 * smaller than there, so that the whole fits into an hour of one core.
 *
 * @typedef {'csc461-cnn' | 'resnet-v10'} NetName
 * @typedef {{ size: number, widths: number[], hidden: number, epochs: number }} Sizes
 * @typedef {{
 *   title: string
 *   short: string
 *   source: { size: number, widths: number[], hidden: number, epochs: number, windows: string, published: number }
 *   pictures: string
 *   features: number
 *   optimizer: { name: 'adam' | 'adamw', learningRate: number, weightDecay: number }
 *   schedule: { name: 'constant' } | { name: 'halving', factor: number }
 *   sizes: Sizes
 * }} Net
 */

/** @type {Record<NetName, Net>} */
export const nets = {
  'csc461-cnn': {
    title: 'CSC 461 CNN',
    short: 'CSC CNN',
    source: {
      size: 150,
      widths: [32, 64, 128, 256, 512],
      hidden: 1200,
      epochs: 50,
      windows: '4 s every 2 s (14 a track, overlapping by half)',
      published: 0.9385,
    },
    pictures: 'peak-normalised, trimmed; chunks of 4 s; mel power spectrogram, not in decibels, resized bilinearly',
    features: 0,
    optimizer: { name: 'adamw', learningRate: 5e-4, weightDecay: 0.01 },
    schedule: { name: 'constant' },
    sizes: { size: 48, widths: [16, 32, 64, 128], hidden: 1200, epochs: 12 },
  },
  'resnet-v10': {
    title: 'GenreGuessr ResNet + features (v10)',
    short: 'ResNet + features',
    source: {
      size: 512,
      widths: [64, 128, 256, 512],
      hidden: 1000,
      epochs: 17,
      windows: '3 s every 3 s (10 a track)',
      published: 0.9167,
    },
    pictures:
      '12 kHz; windows of 3 s; STFT in decibels as 512 x 512 grey values, averaged down by area; and the 57 descriptors of the window',
    features: 57,
    optimizer: { name: 'adam', learningRate: 5e-4, weightDecay: 1e-4 },
    schedule: { name: 'halving', factor: 0.25 },
    sizes: { size: 64, widths: [16, 32, 64, 128], hidden: 1000, epochs: 6 },
  },
}

/** The protocols of the page. */
export const PROTOCOLS = /** @type {const} */ (['row', 'track'])

/** Share of the windows (row) or tracks (track) that are tested. */
export const TEST_SIZE = 0.25

export const BATCH_SIZE = 32
