import { checkInteger, InvalidParameterError } from '@genre/core'
import type { BuildOptions } from '../spec/build-net'

/** What every architecture takes. */
export interface NetOptions extends BuildOptions {
  /** Classes to tell apart: the length of the output, which are logits. Default 10. */
  readonly classes?: number
}

/** A picture: height, width, channels. */
export type PictureShape = readonly [number, number, number]

export function checkClasses(classes = 10): number {
  return checkInteger('classes', classes, { min: 2, max: 100_000 })
}

export function checkPicture(input: readonly number[]): PictureShape {
  const valid = Array.isArray(input) && input.length === 3
  if (!valid || !input.every(size => Number.isSafeInteger(size) && size >= 1 && size <= 65536)) {
    throw new InvalidParameterError({
      parameter: 'input',
      received: input,
      allowed: '[height, width, channels], each a positive integer',
    })
  }
  return input as unknown as PictureShape
}

/** A list of layer widths. */
export function checkWidths(parameter: string, widths: readonly number[], length?: number): readonly number[] {
  const valid = Array.isArray(widths) && (length === undefined ? widths.length >= 1 : widths.length === length)
  if (!valid || !widths.every(width => Number.isSafeInteger(width) && width >= 1 && width <= 2 ** 20)) {
    const allowed = `a list of ${length ?? 'one or more'} positive integers`
    throw new InvalidParameterError({ parameter, received: widths, allowed })
  }
  return widths
}

export function checkRate(parameter: string, rate: number): number {
  if (!(typeof rate === 'number' && rate >= 0 && rate < 1)) {
    throw new InvalidParameterError({ parameter, received: rate, allowed: 'a number from 0 to below 1' })
  }
  return rate
}

export function checkFeatures(features: number): number {
  return checkInteger('features', features, { min: 1, max: 2 ** 20 })
}
