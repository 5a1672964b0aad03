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

/** A descriptor in plain words: `rms_var` is `loudness, how it changes`. */
export function descriptorWords(column: string): string {
  const [, name, statistic] = /^(.*?)(?:_(mean|var))?$/.exec(column) ?? []
  const mfcc = /^mfcc(\d+)$/.exec(name)
  const words = WORDS[name] ?? (mfcc ? `fine shape of the timbre, ${mfcc[1]}` : name)
  return statistic === 'var' ? `${words}: how it varies` : words
}
