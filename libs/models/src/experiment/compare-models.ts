import { InvalidParameterError } from '@genre/core'
import type { Evaluation, WorkOptions } from './evaluate'
import { evaluate } from './evaluate'
import type { LabelledSegments } from './labelled-segments'
import { meanWithInterval } from './mean-with-interval'
import type { Protocol } from './protocol'
import type { Candidate } from './quick-suite'

/** How much better a model looks by row than by track: the part of its score that is the songs, not the genres. */
export interface Leak {
  readonly model: string
  /** Accuracy of segments by row minus by track, with its 95 % interval (the same tracks resampled on both sides). */
  readonly difference: number
  readonly interval: readonly [number, number]
}

/** Models side by side under one or more protocols. */
export interface Comparison {
  readonly segments: number
  readonly tracks: number
  readonly evaluations: readonly Evaluation[]
  /** One for each model that was evaluated both by row and by track. */
  readonly leaks: readonly Leak[]
  /** The model with the best track accuracy under the most honest protocol there is. */
  readonly winner: string
}

/** From the most to the least honest. */
const honesty: readonly Protocol['name'][] = ['fault-filtered', 'track', 'row']

/**
 * Evaluates every candidate under every protocol.
 *
 * @throws InvalidParameterError without a candidate or a protocol
 */
export async function compareModels(
  data: LabelledSegments,
  candidates: readonly Candidate[],
  protocols: readonly Protocol[],
  options: WorkOptions = {},
): Promise<Comparison> {
  for (const [parameter, received] of Object.entries({ candidates, protocols })) {
    if (received.length === 0)
      throw new InvalidParameterError({ parameter, received, allowed: 'a list of at least one' })
  }
  const evaluations: Evaluation[] = []
  const total = candidates.length * protocols.reduce((sum, protocol) => sum + protocol.folds.length, 0)
  const start = performance.now()
  let before = 0
  for (const candidate of candidates) {
    for (const protocol of protocols) {
      const onProgress: WorkOptions['onProgress'] = ({ done }) => {
        const elapsed = (performance.now() - start) / 1000
        const rate = (before + done) / elapsed
        const label = `${candidate.name}, by ${protocol.name}`
        options.onProgress?.({
          label,
          done: before + done,
          total,
          elapsed,
          rate,
          remaining: (total - before - done) / rate,
        })
      }
      evaluations.push(await evaluate(candidate.name, candidate.create, data, protocol, { ...options, onProgress }))
      before += protocol.folds.length
    }
  }
  const leaks = candidates.flatMap(({ name }) => {
    const by = (protocol: Protocol['name']) => evaluations.find(e => e.model === name && e.protocol === protocol)
    const [row, track] = [by('row'), by('track')]
    return row && track ? [leak(row, track, data.tracks)] : []
  })
  return {
    segments: data.labels.length,
    tracks: new Set(data.tracks).size,
    evaluations,
    leaks,
    winner: winner(evaluations),
  }
}

function winner(evaluations: readonly Evaluation[]): string {
  const protocol = honesty.find(name => evaluations.some(e => e.protocol === name))
  const fair = evaluations.filter(e => e.protocol === protocol)
  // Tracks are few and tie often; the segments decide then.
  const worth = (e: Evaluation) => e.trackAccuracy + 1e-6 * e.segmentAccuracy
  return fair.reduce((best, e) => (worth(e) > worth(best) ? e : best)).model
}

function leak(row: Evaluation, track: Evaluation, tracks: readonly string[]): Leak {
  const both = tracks.flatMap((_, i) => (row.right[i] >= 0 && track.right[i] >= 0 ? [i] : []))
  const { mean, interval } = meanWithInterval(
    both.map(i => row.right[i] - track.right[i]),
    both.map(i => tracks[i]),
  )
  return { model: row.model, difference: mean, interval }
}
