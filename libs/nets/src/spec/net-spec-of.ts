import { ModelFormatError } from '@genre/core'
import type * as tf from '@tensorflow/tfjs'
import type { NetSpec } from './net-spec'
import { parseNetSpec } from './parse-net-spec'

/** Writes the description of a net into its model's user-defined metadata, beside what is there. */
export function rememberSpec(model: tf.LayersModel, spec: NetSpec): void {
  model.setUserDefinedMetadata({ ...model.getUserDefinedMetadata(), net: spec })
}

/**
 * The description that a model carries, whether it was just built or read by tfjs from a file.
 * @throws ModelFormatError if it carries none: it is no model of this package
 */
export function netSpecOf(model: tf.LayersModel): NetSpec {
  const { net } = (model.getUserDefinedMetadata() ?? {}) as { net?: unknown }
  if (net === undefined) {
    throw new ModelFormatError({
      file: model.name,
      reason: 'the model carries no description of its net; only models made by @genre/nets can be used here',
    })
  }
  return parseNetSpec(net, model.name)
}
