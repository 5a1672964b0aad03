import type { Evaluation, ModelCard } from '@genre/models'
import { recallByGenre } from '@genre/models'

/** The card of a model that was fitted here on a whole table. */
export function modelCard(
  facts: Pick<ModelCard, 'description' | 'data' | 'rows' | 'tracks' | 'randomState'>,
  evaluations: readonly Evaluation[],
  /** The evaluation that tells the recall of each genre, if any does. */
  recallOf: Evaluation | undefined,
): ModelCard {
  return {
    ...facts,
    scores: evaluations.map(({ protocol, segmentAccuracy, segmentInterval, trackAccuracy, trackInterval, method }) => ({
      protocol,
      segmentAccuracy,
      segmentInterval,
      trackAccuracy,
      trackInterval,
      method,
    })),
    recall: recallOf ? recallByGenre(recallOf) : {},
    limits: ['It answers with one of the genres it was trained on, whatever it hears.'],
    licence: 'that of the data it was trained on',
  }
}
