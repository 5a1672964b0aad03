import type { Audio } from '@genre/core'
import { InvalidParameterError } from '@genre/core'
import type { Picture } from '@genre/nets'
import type * as netsModule from '@genre/nets'

/** The functions that make nets' inputs, as the package has them. */
type Nets = typeof netsModule

/** How audio becomes the pictures of a net: the name goes into the card of the model. */
export interface NetRecipe {
  readonly name: string
  readonly seconds: number
  readonly hop: number
  readonly pictures: (nets: Nets, audio: Audio) => Picture[]
}

const logMel: NetRecipe = {
  name: 'logMelPictures',
  seconds: 3,
  hop: 3,
  pictures: (nets, audio) => nets.logMelPictures(audio),
}
const square: NetRecipe = {
  name: 'squarePictures',
  seconds: 3,
  hop: 3,
  pictures: (nets, audio) => nets.squarePictures(audio),
}
const mel: NetRecipe = { name: 'melPictures', seconds: 4, hop: 2, pictures: (nets, audio) => nets.melPictures(audio) }
const wide = (seconds: number): NetRecipe => ({
  name: 'widePictures',
  seconds,
  hop: 5,
  pictures: (nets, audio) => nets.widePictures(audio, { seconds }),
})

const RECIPES: Readonly<Record<string, NetRecipe>> = {
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

/** The nets that the command can train from audio. */
export const trainableNets: readonly string[] = Object.keys(RECIPES)

/** @throws InvalidParameterError for a net whose input is not made from audio here */
export function recipeOf(net: string): NetRecipe {
  if (Object.hasOwn(RECIPES, net)) return RECIPES[net]
  throw new InvalidParameterError({ parameter: 'net', received: net, allowed: `one of ${trainableNets.join(', ')}` })
}
