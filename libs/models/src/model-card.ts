/** The score of a model under one protocol, always with what was measured and how sure it is. */
export interface ProtocolScore {
  /** `'row'` splits segments of one track over both sides and so leaks; `'track'` and `'fault-filtered'` do not. */
  readonly protocol: 'row' | 'track' | 'fault-filtered'
  /** Share of right answers for single segments, 0..1. */
  readonly segmentAccuracy: number
  /** 95 % interval of `segmentAccuracy`, resampling whole tracks. */
  readonly segmentInterval: readonly [number, number]
  /** Share of right answers for tracks, the probabilities of their segments averaged. */
  readonly trackAccuracy: number
  /** 95 % interval of `trackAccuracy`, Wilson's. */
  readonly trackInterval: readonly [number, number]
  /** How it was measured: folds or the published split, and the seed. */
  readonly method: string
}

/** What a model was made from, how good it is, and what it is bad at. */
export interface ModelCard {
  readonly description: string
  /** What it was trained on. */
  readonly data: string
  readonly rows: number
  readonly tracks: number
  readonly randomState: number
  readonly scores: readonly ProtocolScore[]
  /** Recall by genre under the track protocol, tracks as a whole, 0..1. */
  readonly recall: Readonly<Record<string, number>>
  /** What to keep in mind before trusting it. */
  readonly limits: readonly string[]
  readonly licence: string
}
