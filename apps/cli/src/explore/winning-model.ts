import type { FeatureTable } from '@genre/gtzan'
import type { Candidate, Comparison } from '@genre/models'
import { GenreClassifier } from '@genre/models'
import { gtzan57 } from '@genre/features'
import { modelCard } from '../learn/model-card'
import { fairest } from '../learn/protocol-of'
import { TABLE_RATE, segmentLength } from './segment-length'

/**
 * The winner of a comparison, fitted on every row, as a model that `genre classify` takes; or why there is none.
 *
 * @param mode - how the table's descriptors were computed, which the table itself does not say
 */
export function winningModel(
  table: FeatureTable,
  comparison: Comparison,
  candidates: readonly Candidate[],
  facts: { mode: 'librosa' | 'kaggle'; data: string; randomState: number },
): { classifier: GenreClassifier } | { reason: string } {
  const columns = gtzan57.columns.map(column => column.name)
  if (table.columns.length !== columns.length || columns.some((name, k) => table.columns[k] !== name)) {
    return { reason: 'the table does not have the columns of gtzan57' }
  }
  const segment = segmentLength(table)
  if (segment === null) return { reason: 'the table has no segments of one length' }
  const candidate = candidates.find(({ name }) => name === comparison.winner)!
  const estimator = candidate.create()
  estimator.fit(table.X, table.labels)
  const evaluations = comparison.evaluations.filter(({ model }) => model === comparison.winner)
  const honest = evaluations.filter(({ protocol }) => protocol !== 'row')
  const card = modelCard(
    {
      description: `${candidate.name} (${candidate.description})`,
      data: facts.data,
      rows: comparison.segments,
      tracks: comparison.tracks,
      randomState: facts.randomState,
    },
    evaluations,
    fairest(honest),
  )
  const recipe = { set: gtzan57.name, mode: facts.mode, sampleRate: TABLE_RATE, segment }
  return { classifier: GenreClassifier.fromEstimator({ name: comparison.winner, estimator, recipe, card }) }
}
