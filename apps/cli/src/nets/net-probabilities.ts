import { DataError, GenreError } from '@genre/core'
import { createFeatureTable } from '@genre/gtzan'
import type { FeatureTable } from '@genre/gtzan'
import type { NetClassifier } from '@genre/models/nets'
import type { Context } from '../context'
import { printable } from '../terminal'
import { audioOf } from './net-examples'
import { windowNames } from './window-names'

/**
 * What a net says of every window of a collection, as a table whose columns are its genres. Files that cannot be read or
 * judged are told and passed over.
 */
export async function netProbabilities(net: NetClassifier, data: string, context: Context): Promise<FeatureTable> {
  const values: Float64Array[] = []
  const filenames: string[] = []
  const labels: string[] = []
  const nameOf = windowNames()
  for await (const { file, audio } of audioOf(data, context)) {
    try {
      const { segmentProbabilities } = await net.classify(audio, { signal: context.signal })
      for (let row = 0; row < segmentProbabilities.shape[0]; row++) {
        values.push(Float64Array.from(net.classes, (_, k) => segmentProbabilities.get(row, k)))
        filenames.push(nameOf(file.track))
        labels.push(file.label)
      }
    } catch (error) {
      if (!(error instanceof GenreError) || context.signal.aborted) throw error
      context.terminal.err(`${printable(file.name)}: passed over: ${printable(error.message)}`)
      context.fail()
    }
  }
  if (values.length === 0) throw new DataError({ table: data, reason: 'has nothing that the net could judge' })
  const lengths = values.map(() => 0)
  return createFeatureTable({ columns: [...net.classes], filenames, lengths, labels, values })
}
