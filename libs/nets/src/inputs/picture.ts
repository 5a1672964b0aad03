import { InvalidParameterError, ShapeError } from '@genre/core'
import { product } from '../spec/layer-shapes'

/** A picture: values row by row, channels together; shape (height, width, channels). Bytes are grey values or colours. */
export interface Picture<T extends Uint8Array | Float32Array = Uint8Array | Float32Array> {
  readonly data: T
  readonly shape: readonly [number, number, number]
}

/** @throws ShapeError or InvalidParameterError if it is none */
export function checkPicture<P extends Picture>(picture: P): P {
  const shape = picture?.shape
  if (!Array.isArray(shape) || shape.length !== 3 || !shape.every(size => Number.isSafeInteger(size) && size >= 1)) {
    throw new ShapeError({ array: 'picture', received: shape ?? [], expected: 'shape (height, width, channels)' })
  }
  if (!(picture.data instanceof Uint8Array || picture.data instanceof Float32Array)) {
    const allowed = 'a Uint8Array or Float32Array'
    throw new InvalidParameterError({ parameter: 'picture.data', received: picture.data, allowed })
  }
  if (picture.data.length !== product(shape)) {
    throw new ShapeError({ array: 'picture', received: shape, expected: `shape of ${picture.data.length} values` })
  }
  return picture
}

/** OpenCV's `saturate_cast<uchar>` of a float: the nearest whole number, even ones at a half, within 0..255. */
export function toByte(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor
  return rounded < 0 ? 0 : rounded > 255 ? 255 : rounded
}
