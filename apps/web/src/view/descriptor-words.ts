const WORDS: Readonly<Record<string, string>> = {
  chroma_stft: 'notes sounding at once',
  rms: 'loudness',
  spectral_centroid: 'brightness',
  spectral_bandwidth: 'spread of the spectrum',
  rolloff: 'reach into the treble',
  zero_crossing_rate: 'noisiness',
  harmony: 'the sustained part',
  perceptr: 'the beaten part',
  tempo: 'tempo',
  mfcc1: 'overall level',
  mfcc2: 'bass against treble',
  mfcc3: 'middle against the ends',
}

/** What has several kinds of columns: their names' pattern, and words for them. */
const FAMILIES: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [/^mfcc(\d+)$/, k => `fine shape of the timbre, ${k}`],
  [/^cepstrum(\d+)_(\w+)$/, (k, statistic) => `shape of the spectrum, ${k}${manner(statistic)}`],
  [/^band(\d+)_(mean|std|change)$/, (band, statistic) => `level at ${pitch(band, BANDS)}${manner(statistic)}`],
  [
    /^band(\d+)_modulation(\d+)$/,
    (band, rate) => `beat at ${pitch(band, BANDS)}, ${hertz(0.1 * 100 ** ((+rate - 1) / 9))}`,
  ],
  [/^band(\d+)_band(\d+)_correlation$/, (a, b) => `${pitch(a, BANDS)} and ${pitch(b, BANDS)} together`],
  [/^zone(\d+)_pattern(\d+)$/, (zone, k) => `texture at ${pitch(zone, ZONES)}, pattern ${k}`],
  [/^slope(\d+)_direction(\d+)$/, (zone, k) => `${SLOPES[+k - 1]} at ${pitch(zone, SLOPE_ZONES)}, direction ${k}`],
]

const [BANDS, ZONES, SLOPE_ZONES] = [18, 6, 8]

/** What slopes of the levels are in each of 12 directions, 30 degrees each, from "louder with time" over "louder with frequency" on. */
const SLOPES =
  'attacks, glides down, lower edges, lower edges, glides up, decays, decays, glides down, upper edges, upper edges, glides up, attacks'.split(
    ', ',
  )

/** A descriptor in plain words: `rms_var` is `loudness: how it varies`. */
export function descriptorWords(column: string): string {
  const [, name, statistic] = /^(.*?)(?:_(mean|var))?$/.exec(column) ?? []
  for (const text of [column, name]) {
    for (const [pattern, words] of FAMILIES) {
      const parts = pattern.exec(text)
      if (parts) return words(...parts.slice(1)) + (text === name ? manner(statistic) : '')
    }
  }
  return (WORDS[name] ?? name) + manner(statistic)
}

function manner(statistic: string | undefined): string {
  if (statistic === 'var' || statistic === 'std') return ': how it varies'
  return statistic === 'change' ? ': how fast it changes' : ''
}

/** The frequency in the middle of one of `count` equal parts of the mel scale up to 11 025 Hz (Slaney's). */
function pitch(part: string, count: number): string {
  const mel = ((Number(part) - 0.5) / count) * (15 + Math.log(11.025) / LOG_STEP)
  return hertz(mel < 15 ? (mel * 200) / 3 : 1000 * Math.exp(LOG_STEP * (mel - 15)))
}

const LOG_STEP = Math.log(6.4) / 27

function hertz(frequency: number): string {
  const [value, unit] = frequency < 1000 ? [frequency, 'Hz'] : [frequency / 1000, 'kHz']
  return `${Number(value.toPrecision(2))} ${unit}`
}
