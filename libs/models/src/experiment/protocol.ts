import { StratifiedGroupKFold, StratifiedKFold } from '@genre/classical'
import type { LabelledSegments } from './labelled-segments'
import { checkSegments } from './labelled-segments'

/** How training and test segments are kept apart. */
export type ProtocolName = 'row' | 'track' | 'fault-filtered'

/** Row numbers to learn from and to test on. */
export interface Fold {
  readonly train: ArrayLike<number>
  readonly test: ArrayLike<number>
}

/** The splits of one protocol over one table. */
export interface Protocol {
  readonly name: ProtocolName
  /** How the splits were made, in words, seed included. */
  readonly method: string
  readonly folds: readonly Fold[]
  /** What its results must never be shown without. */
  readonly warning?: string
}

/** How many folds, and which. */
export interface FoldOptions {
  /** Default 5. */
  readonly folds?: number
  /** Default 42. */
  readonly randomState?: number
}

const LEAK = 'segments of the test songs are in the training set: this measures recognition of songs, not of genres'

/** Stratified folds of single segments, as most published results split: the songs leak. */
export function rowProtocol(data: LabelledSegments, options: FoldOptions = {}): Protocol {
  const { folds = 5, randomState = 42 } = options
  const { X, labels } = checkSegments(data)
  const splitter = new StratifiedKFold({ nSplits: folds, shuffle: true, randomState })
  return {
    name: 'row',
    method: `${folds}-fold by segment, stratified, seed ${randomState}`,
    folds: [...splitter.split(X, labels)],
    warning: LEAK,
  }
}

/** Stratified folds of whole tracks: a song is either learned from or tested on. */
export function trackProtocol(data: LabelledSegments, options: FoldOptions = {}): Protocol {
  const { folds = 5, randomState = 42 } = options
  const { X, labels, tracks } = checkSegments(data)
  const splitter = new StratifiedGroupKFold({ nSplits: folds, shuffle: true, randomState })
  return {
    name: 'track',
    method: `${folds}-fold by track, stratified, seed ${randomState}`,
    folds: [...splitter.split(X, labels, tracks)],
  }
}
