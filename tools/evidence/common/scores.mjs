/**
 * What a run says of each track, to be written down: three decimals are enough to average runs.
 *
 * @param {NonNullable<import('@genre/nets').NetEvaluation['byTrack']>} byTrack
 * @param {number} classes
 */
export function scores({ accuracy, tracks, labels, probabilities }, classes) {
  return {
    accuracy,
    tracks: [...tracks],
    labels: [...labels],
    probabilities: Array.from(labels, (_, i) =>
      Array.from(probabilities.subarray(i * classes, (i + 1) * classes), p => Math.round(1000 * p) / 1000),
    ),
  }
}
