import { InvalidParameterError, checkNumber, checkOptions } from '@genre/core'
import type { Signal } from '@genre/dsp'
import { sampleRateOf } from '@genre/dsp'
import { onsetStrength } from './onset-strength'
import type { OnsetStrengthOptions } from './onset-strength'

/** An onset strength envelope that has been made already. */
export interface OnsetEnvelope {
  /** One value a frame, as `onsetStrength` makes it. */
  readonly onsetEnvelope: Float32Array
  /** Sampling rate of the signal it was made of, in Hz; default 22050. */
  readonly sampleRate?: number
}

/** What a rhythm descriptor takes: sound, or its onset envelope. */
export type RhythmSource = Signal | OnsetEnvelope

/** The envelope of whatever was given, and its sampling rate. */
export function envelopeOf(
  source: RhythmSource,
  options: OnsetStrengthOptions,
): { envelope: Float32Array; sampleRate: number } {
  checkOptions(options)
  if (typeof source === 'object' && source !== null && 'onsetEnvelope' in source) {
    const { onsetEnvelope, sampleRate = 22050 } = source
    if (!(onsetEnvelope instanceof Float32Array) || onsetEnvelope.length === 0) {
      const allowed = 'a Float32Array with at least one value'
      throw new InvalidParameterError({ parameter: 'onsetEnvelope', received: onsetEnvelope, allowed })
    }
    for (let t = 0; t < onsetEnvelope.length; t++) {
      if (!Number.isFinite(onsetEnvelope[t])) {
        const parameter = `onsetEnvelope (frame ${t})`
        throw new InvalidParameterError({ parameter, received: onsetEnvelope[t], allowed: 'finite' })
      }
    }
    checkNumber('sampleRate', sampleRate, { min: 0, exclusive: 'min' })
    return { envelope: onsetEnvelope, sampleRate }
  }
  return { envelope: onsetStrength(source, options), sampleRate: sampleRateOf(source, options.sampleRate) }
}
