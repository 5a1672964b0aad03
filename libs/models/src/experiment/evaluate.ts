import { confusionMatrix, takeRows, wilsonInterval } from '@genre/classical'
import { ProgressMeter } from '@genre/core'
import type { MatrixLike, NdArray, OnProgress } from '@genre/core'
import type { LabelledSegments } from './labelled-segments'
import { checkSegments } from './labelled-segments'
import { meanWithInterval } from './mean-with-interval'
import type { Protocol } from './protocol'

/** What is evaluated: an unfitted estimator that gives probabilities. */
export interface Learner {
  fit(X: MatrixLike, y: readonly string[]): unknown
  predictProba(X: MatrixLike): NdArray<Float64Array>
  readonly classes: readonly string[]
}

/** Results of one model under one protocol. */
export interface Evaluation {
  readonly model: string
  readonly protocol: Protocol['name']
  readonly method: string
  readonly warning?: string
  readonly classes: readonly string[]
  /** Share of right answers for single segments, with its 95 % interval (whole tracks resampled). */
  readonly segmentAccuracy: number
  readonly segmentInterval: readonly [number, number]
  /** Share of right answers for tracks, the probabilities of their tested segments averaged. */
  readonly trackAccuracy: number
  /** 95 %, Wilson's. */
  readonly trackInterval: readonly [number, number]
  /** Tracks: rows are the true genres, columns the answers, in the order of `classes`. */
  readonly confusion: readonly (readonly number[])[]
  /** Which segments were answered right: 1, 0, or -1 for rows that the protocol does not test. */
  readonly right: Int8Array
  /** Seconds of fitting and predicting. */
  readonly seconds: number
}

/** What long work takes. */
export interface WorkOptions {
  readonly onProgress?: OnProgress
  readonly signal?: AbortSignal
}

/**
 * Fits a fresh model on each training set of a protocol and tests it on the other side.
 *
 * The interval of segments draws whole tracks (bootstrap), since segments of one track are right or wrong together; that
 * of tracks is Wilson's.
 *
 * @param create - a new, unfitted model for each fold
 */
export async function evaluate(
  model: string,
  create: () => Learner,
  data: LabelledSegments,
  protocol: Protocol,
  options: WorkOptions = {},
): Promise<Evaluation> {
  const { X, labels, tracks } = checkSegments(data)
  const classes = [...new Set(labels)].sort()
  const rows = X.shape[0]
  const probabilities = new Float64Array(rows * classes.length)
  const tested = new Uint8Array(rows)
  const meter = new ProgressMeter({ label: model, total: protocol.folds.length, onProgress: options.onProgress })
  const start = performance.now()
  for (const { train, test } of protocol.folds) {
    options.signal?.throwIfAborted()
    const learner = create()
    learner.fit(takeRows(X, train), takeRows(labels, train))
    const predicted = learner.predictProba(takeRows(X, test))
    const place = learner.classes.map(label => classes.indexOf(label))
    for (let i = 0; i < test.length; i++) {
      tested[test[i]] = 1
      place.forEach((k, column) => (probabilities[test[i] * classes.length + k] = predicted.get(i, column)))
    }
    meter.advance()
    // Fitting is synchronous; between folds the page, Ctrl-C and progress get their turn.
    await new Promise(resolve => setTimeout(resolve))
  }
  const seconds = (performance.now() - start) / 1000
  return { model, ...summary(protocol), classes, ...score(probabilities, tested, classes, labels, tracks), seconds }
}

function summary({ name, method, warning }: Protocol) {
  return { protocol: name, method, ...(warning === undefined ? {} : { warning }) }
}

function score(
  probabilities: Float64Array,
  tested: Uint8Array,
  classes: readonly string[],
  labels: readonly string[],
  tracks: readonly string[],
) {
  const n = classes.length
  const right = new Int8Array(tested.length).fill(-1)
  const sums = new Map<string, { label: string; sum: Float64Array }>()
  const correct: number[] = []
  const groups: string[] = []
  for (let row = 0; row < tested.length; row++) {
    if (!tested[row]) continue
    const p = probabilities.subarray(row * n, (row + 1) * n)
    right[row] = classes[largest(p)] === labels[row] ? 1 : 0
    correct.push(right[row])
    groups.push(tracks[row])
    let track = sums.get(tracks[row])
    if (!track) sums.set(tracks[row], (track = { label: labels[row], sum: new Float64Array(n) }))
    for (let k = 0; k < n; k++) track.sum[k] += p[k]
  }
  const truth = [...sums.values()].map(track => track.label)
  const answers = [...sums.values()].map(track => classes[largest(track.sum)])
  const trackRight: number[] = truth.map((label, i) => (label === answers[i] ? 1 : 0))
  const segments = meanWithInterval(correct, groups)
  const tracksRight = trackRight.reduce((sum, x) => sum + x, 0)
  const wholes = wilsonInterval(tracksRight, trackRight.length)
  return {
    segmentAccuracy: segments.mean,
    segmentInterval: segments.interval,
    trackAccuracy: tracksRight / trackRight.length,
    trackInterval: [wholes.low, wholes.high] as const,
    confusion: confusionMatrix(truth, answers, { labels: classes }).toArray() as number[][],
    right,
  }
}

function largest(values: ArrayLike<number>): number {
  let best = 0
  for (let k = 1; k < values.length; k++) if (values[k] > values[best]) best = k
  return best
}
