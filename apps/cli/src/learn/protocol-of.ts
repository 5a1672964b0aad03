import type { FeatureTable } from '@genre/gtzan'
import { faultFilteredSplit } from '@genre/gtzan'
import type { FoldOptions, Protocol, ProtocolName } from '@genre/models'
import { rowProtocol, trackProtocol } from '@genre/models'

/** The protocols of the command line, the most honest last. */
export const PROTOCOLS: readonly ProtocolName[] = ['row', 'track', 'fault-filtered']

/** The evaluation under the most honest protocol there is. */
export function fairest<T extends { readonly protocol: ProtocolName }>(evaluations: readonly T[]): T | undefined {
  const honesty = ({ protocol }: T) => PROTOCOLS.indexOf(protocol)
  return [...evaluations].sort((a, b) => honesty(b) - honesty(a))[0]
}

/** A protocol by its name, over a table. */
export function protocolOf(name: ProtocolName, table: FeatureTable, folds: FoldOptions): Protocol {
  if (name === 'row') return rowProtocol(table, folds)
  if (name === 'track') return trackProtocol(table, folds)
  const { train, validation, test } = faultFilteredSplit(table)
  return {
    name,
    method: 'published split: train and validation parts learned, test part tested',
    folds: [{ train: Int32Array.from([...train, ...validation]), test }],
  }
}
