import { InvalidParameterError, ShapeError } from '@genre/core'
import type { Picture } from './picture'
import { checkPicture } from './picture'

/** Options of {@link pixelsToInput}. */
export interface PixelsOptions {
  /**
   * What becomes of bytes: `'centred'` to -1..1 as (x / 255 - 0.5) / 0.5, GenreGuessr's; `'unit'` to 0..1, the CS 4100
   * project's. Floats stay as they are. Default `'centred'`.
   */
  readonly scale?: 'centred' | 'unit'
  /** Repeats grey pictures to so many channels. Default as they are. */
  readonly channels?: number
}

/**
 * Pictures of one size as the input of a net: floats of shape (pictures, height, width, channels).
 *
 * @throws ShapeError if the sizes differ, InvalidParameterError if there is no picture
 *
 * @example
 * ```ts
 * import { pixelsToInput } from '@genre/nets'
 * const { data } = pixelsToInput([{ data: Uint8Array.of(0, 255), shape: [1, 2, 1] }])
 * console.log(data) // => Float32Array(2) [ -1, 1 ]
 * ```
 */
export function pixelsToInput(
  pictures: readonly Picture[],
  options: PixelsOptions = {},
): { data: Float32Array; shape: [number, number, number, number] } {
  if (!Array.isArray(pictures) || pictures.length === 0) {
    throw new InvalidParameterError({ parameter: 'pictures', received: pictures, allowed: 'at least one picture' })
  }
  const [height, width, found] = checkPicture(pictures[0]).shape
  const channels = options.channels ?? found
  if (channels !== found && found !== 1) {
    const allowed = `${found}, or left out: only grey is repeated`
    throw new InvalidParameterError({ parameter: 'channels', received: channels, allowed })
  }
  const scale = options.scale ?? 'centred'
  if (scale !== 'centred' && scale !== 'unit') {
    throw new InvalidParameterError({ parameter: 'scale', received: scale, allowed: "'centred' or 'unit'" })
  }
  const table = Float32Array.from({ length: 256 }, (_, byte) => {
    const unit = Math.fround(byte / 255)
    return scale === 'unit' ? unit : Math.fround(unit - 0.5) / 0.5
  })
  const repeat = channels / found
  const size = height * width * channels
  const data = new Float32Array(pictures.length * size)
  pictures.forEach((picture, i) => {
    if (checkPicture(picture).shape.join() !== pictures[0].shape.join()) {
      const expected = `shape (${pictures[0].shape.join(', ')}), as the first`
      throw new ShapeError({ array: `pictures[${i}]`, received: picture.shape, expected })
    }
    const bytes = picture.data instanceof Uint8Array
    for (let j = 0; j < size; j++) {
      const value = picture.data[repeat === 1 ? j : Math.floor(j / repeat)]
      data[i * size + j] = bytes ? table[value] : value
    }
  })
  return { data, shape: [pictures.length, height, width, channels] }
}
