import { FeatureExtractor, gtzan57 } from '@genre/features'

/**
 * Means are judged against the spread that goes with them, and variances against themselves, as NumPy's single-precision sums
 * move the mean of a signal around zero by far more than its size.
 *
 * @param {Float64Array} ours
 * @param {Float64Array} theirs
 */
export function deviation57(ours, theirs) {
  if (ours.length !== 57 || theirs.length !== 57) return Infinity
  const tempo = 16
  let worst = Math.abs(ours[tempo] - theirs[tempo])
  for (let mean = 0; mean < 57; mean += mean + 2 === tempo ? 3 : 2) {
    const variance = mean + 1
    const spread = Math.sqrt(theirs[variance]) || 1
    worst = Math.max(worst, Math.abs(ours[mean] - theirs[mean]) / spread)
    worst = Math.max(worst, Math.abs(ours[variance] - theirs[variance]) / (theirs[variance] || 1))
  }
  return worst
}

/** @type {import('../entry').Entry} */
export default {
  name: 'descriptors57',
  job: "the 57 GTZAN descriptors, each of librosa's functions called on the samples",
  peer: 'librosa',
  prepare({ audio }) {
    const extractor = new FeatureExtractor(gtzan57, { sampleRate: audio.sampleRate })
    return () => extractor.extract(audio.samples)
  },
  python: `
import librosa.feature, librosa.effects, librosa.beat
def job():
    f = librosa.feature
    harmonic, percussive = librosa.effects.hpss(y)
    parts = [f.chroma_stft(y=y, sr=sr), f.rms(y=y), f.spectral_centroid(y=y, sr=sr), f.spectral_bandwidth(y=y, sr=sr),
             f.spectral_rolloff(y=y, sr=sr), f.zero_crossing_rate(y), harmonic, percussive]
    row = [value for part in parts for value in (np.mean(part), np.var(part))]
    row.append(np.atleast_1d(librosa.beat.beat_track(y=y, sr=sr)[0])[0])
    for coefficient in f.mfcc(y=y, sr=sr, n_mfcc=20):
        row += [np.mean(coefficient), np.var(coefficient)]
    return row
`,
  deviation: deviation57,
  tolerance: 1e-3,
}
