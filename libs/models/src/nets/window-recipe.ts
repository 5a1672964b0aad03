import { InvalidParameterError } from '@genre/core'

/** How audio becomes the windows that a net takes; the name is that of a function of `@genre/nets`. */
export interface WindowRecipe {
  readonly name: 'logMelPictures' | 'squarePictures' | 'melPictures' | 'widePictures'
  /** Rate that the audio is brought to, Hz. */
  readonly sampleRate: number
  /** Length of a window, seconds. */
  readonly seconds: number
  /** From the start of one window to that of the next, seconds. */
  readonly hop: number
}

const logMel: WindowRecipe = { name: 'logMelPictures', sampleRate: 22050, seconds: 3, hop: 3 }
const square: WindowRecipe = { name: 'squarePictures', sampleRate: 12000, seconds: 3, hop: 3 }
const mel: WindowRecipe = { name: 'melPictures', sampleRate: 22050, seconds: 4, hop: 2 }
const wide = (seconds: number): WindowRecipe => ({ name: 'widePictures', sampleRate: 22050, seconds, hop: 5 })

const recipes: Readonly<Record<string, WindowRecipe>> = {
  small: logMel,
  'cnn-rnn': logMel,
  'cnn-rnn-features': logMel,
  'csc461-cnn': mel,
  'mini-vgg-v3': wide(15),
  'mini-vgg-v4': wide(10),
  'mini-vgg-v5': wide(15),
  'mini-vgg-v6': square,
  'resnet-v7': square,
  'resnet-v10': square,
  'resnet-18': square,
  'resnet-18-features': square,
  'resnet-34': square,
  'resnet-34-features': square,
}

/** Names of the nets whose windows are made from audio: pictures of spectrograms, for some with the 57 descriptors. */
export const netsOfAudio: readonly string[] = Object.keys(recipes)

/**
 * How audio becomes the windows of a net, as its source has it.
 *
 * @param net - one of {@link netsOfAudio}
 * @throws InvalidParameterError for another name
 *
 * @example
 * ```ts
 * import { windowRecipe } from '@genre/models'
 * console.log(windowRecipe('csc461-cnn')) // => { name: 'melPictures', sampleRate: 22050, seconds: 4, hop: 2 }
 * ```
 */
export function windowRecipe(net: string): WindowRecipe {
  if (Object.hasOwn(recipes, net)) return recipes[net]
  throw new InvalidParameterError({ parameter: 'net', received: net, allowed: `one of ${netsOfAudio.join(', ')}` })
}

/** The rate of each kind of picture, for cards that do not say it. */
const rates: Readonly<Record<WindowRecipe['name'], number>> = {
  logMelPictures: 22050,
  squarePictures: 12000,
  melPictures: 22050,
  widePictures: 22050,
}

/** The recipe that a model's card tells, or `undefined` for anything else. */
export function parseWindowRecipe(json: unknown): WindowRecipe | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const { name, seconds, hop, sampleRate } = json as Record<string, unknown>
  if (typeof name !== 'string' || !Object.hasOwn(rates, name)) return undefined
  const kind = name as WindowRecipe['name']
  const rate = sampleRate ?? rates[kind]
  if (!within(seconds, 0.1, 600) || !within(hop, 0.01, 600) || !within(rate, 1000, 384_000)) return undefined
  return { name: kind, sampleRate: rate, seconds, hop }
}

function within(value: unknown, low: number, high: number): value is number {
  return typeof value === 'number' && value >= low && value <= high
}
