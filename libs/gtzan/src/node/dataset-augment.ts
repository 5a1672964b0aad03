import type { Audio } from '@genre/core'
import { InvalidParameterError, RandomState } from '@genre/core'
import type {
  AddNoiseOptions,
  BitDepthOptions,
  ClipOptions,
  CodecLossOptions,
  LimitBandOptions,
  NoiseColor,
  PitchShiftOptions,
  ReverberateOptions,
} from '@genre/dsp'
import { addNoise, clip, codecLoss, gain, limitBand, pitchShift, reduceBitDepth, reverberate } from '@genre/dsp'

/** What becomes of the options of a function of `@genre/dsp` here: plain data, seed and rate are given by the batches. */
type Plain<Options> = Omit<Options, 'randomState' | 'sampleRate'>

/** One degradation of `@genre/dsp` by the name of its function, with its options: plain data that goes to a worker thread. */
export type Degradation =
  | ({ readonly degrade: 'addNoise'; readonly noise?: NoiseColor } & Omit<Plain<AddNoiseOptions>, 'noise'>)
  | ({ readonly degrade: 'clip' } & Plain<ClipOptions>)
  | ({ readonly degrade: 'codecLoss' } & Plain<CodecLossOptions>)
  | { readonly degrade: 'gain'; readonly db: number }
  | ({ readonly degrade: 'limitBand' } & Plain<LimitBandOptions>)
  | ({ readonly degrade: 'pitchShift' } & Plain<PitchShiftOptions>)
  | ({ readonly degrade: 'reduceBitDepth' } & Plain<BitDepthOptions>)
  | ({ readonly degrade: 'reverberate' } & Omit<Plain<ReverberateOptions>, 'impulseResponse'>)

/**
 * Audio after one or more degradations, in their order; as long as before.
 *
 * @param seed - what the random ones draw from; every degradation draws from its own stream
 * @throws InvalidParameterError for an unknown degradation or a bad option
 *
 * @example
 * ```ts
 * import { degrade } from '@genre/gtzan/node'
 * const audio = { samples: Float32Array.from({ length: 22050 }, (_, i) => Math.sin(i / 10)), sampleRate: 22050 }
 * const worse = degrade(audio, [{ degrade: 'addNoise', snr: 20 }, { degrade: 'clip', level: 0.5 }], 42)
 * console.log(worse.samples.length) // => 22050
 * ```
 */
export function degrade(audio: Audio, steps: readonly Degradation[], seed: number | readonly number[]): Audio {
  const { length } = audio.samples
  const worse = steps.reduce((before, step, i) => apply(before, step, new RandomState([seed, i].flat())), audio)
  if (worse.samples.length === length) return worse
  const samples = new Float32Array(length)
  samples.set(worse.samples.subarray(0, length))
  return { samples, sampleRate: audio.sampleRate }
}

function apply(audio: Audio, step: Degradation, randomState: RandomState): Audio {
  switch (step.degrade) {
    case 'addNoise':
      return addNoise(audio, { ...step, randomState })
    case 'clip':
      return clip(audio, step)
    case 'codecLoss':
      return codecLoss(audio, step)
    case 'gain':
      return gain(audio, step)
    case 'limitBand':
      return limitBand(audio, step)
    case 'pitchShift':
      return pitchShift(audio, step)
    case 'reduceBitDepth':
      return reduceBitDepth(audio, { ...step, randomState })
    case 'reverberate':
      return reverberate(audio, { ...step, randomState })
    default:
      throw new InvalidParameterError({
        parameter: 'degrade',
        received: (step as { degrade?: unknown })?.degrade,
        allowed: 'addNoise, clip, codecLoss, gain, limitBand, pitchShift, reduceBitDepth or reverberate',
      })
  }
}
