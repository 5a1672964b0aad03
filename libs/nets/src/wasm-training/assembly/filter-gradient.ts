import { F64, FunctionBuilder, I32, f32, f64, i32, v128 } from '@genre/core/wasm'
import type { Code } from '@genre/core/wasm'
import { dispatch } from './convolve'
import { columnsFrom, packRows } from './pack'
import { TILE_COLUMNS, TILE_ROWS } from './tile'
import { loadWords } from './words'

/**
 * What {@link filterGradient} is told: the pictures x, the gradients g of the convolution's result, the window; how the work is cut:
 * `blocks` of `linesPerBlock` lines of `imagesPerBlock` images, dealt to `parts` partial sums; input channels in `shares` of
 * `channelsPerShare`.
 */
export const filterGradientWords = [
  'x', 'xImageBytes', 'xLineBytes', 'xPointBytes', 'xLines', 'xPoints', 'xChannels',
  'padTop', 'padLeft', 'blockPoints', 'strideH', 'strideW', 'extentH',
  'g', 'gImageBytes', 'gLineBytes', 'gPointBytes', 'gLines', 'gPoints', 'gChannels',
  'taps', 'tapCount', 'tapBytes', 'partial', 'partialBytes',
  'images', 'linesPerBlock', 'imagesPerBlock', 'blocksPerImage', 'blocks', 'blocksPerPart', 'shares', 'channelsPerShare',
] as const // prettier-ignore

const least = (f: FunctionBuilder, a: Code, b: Code) => f.integer(i32.select(a, b, i32.less(a, b)))

/**
 * One share of the input channels of one partial sum: `partial[tap, channel, 0..gChannels) = sum over the part's blocks of x * g`.
 * Both are first copied so that what a tile reads lies in one stretch. Parameters: the words, which chunk (part, share), scratch.
 */
export function filterGradient(outerIndex: (rows: number) => number): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [words, chunk, scratch] = f.parameters
  const w = loadWords(f, words, filterGradientWords)
  const part = f.integer(i32.div(chunk, w.shares))
  const firstChannel = f.integer(i32.mul(i32.rem(chunk, w.shares), w.channelsPerShare))
  const channels = least(f, w.channelsPerShare, i32.sub(w.xChannels, firstChannel))
  const sum = f.integer(i32.add(w.partial, i32.mul(part, w.partialBytes)))
  f.count(i32.const(0), w.tapCount, 1, tap =>
    f.zero(
      i32.add(i32.add(sum, i32.mul(tap, w.tapBytes)), i32.mul(firstChannel, w.gPointBytes)),
      i32.mul(channels, w.gPointBytes),
    ),
  )
  // Heights of the tiles: all equal, or the first few taller by one.
  const tiles = f.integer(i32.div(i32.add(channels, i32.const(TILE_ROWS - 1)), i32.const(TILE_ROWS)))
  const low = f.integer(i32.div(channels, tiles))
  const taller = f.integer(i32.rem(channels, tiles))
  const packed = f.integer(i32.add(scratch, i32.const(4 * TILE_COLUMNS)))
  const firstBlock = f.integer(i32.mul(part, w.blocksPerPart))
  const endBlock = least(f, i32.add(firstBlock, w.blocksPerPart), w.blocks)
  f.count(firstBlock, endBlock, 1, block => {
    const image = f.integer(i32.mul(i32.div(block, w.blocksPerImage), w.imagesPerBlock))
    const images = least(f, w.imagesPerBlock, i32.sub(w.images, image))
    const line = f.integer(i32.mul(i32.rem(block, w.blocksPerImage), w.linesPerBlock))
    const lines = least(f, w.linesPerBlock, i32.sub(w.gLines, line))
    const inLines = f.integer(i32.add(i32.mul(i32.sub(lines, i32.const(1)), w.strideH), w.extentH))
    const pointsPerImage = f.integer(i32.mul(inLines, w.blockPoints))
    const points = f.integer(i32.mul(images, pointsPerImage))
    const gPoints = f.integer(i32.mul(lines, w.gPoints))
    const allG = f.integer(i32.mul(images, gPoints))

    // x: tile by tile, each [image][line][point][height], zeros around the pictures.
    const channel = f.variable(I32, firstChannel)
    const target = f.variable(I32, packed)
    f.count(i32.const(0), tiles, 1, tile => {
      const height = f.integer(i32.add(low, i32.less(tile, taller)))
      f.count(i32.const(0), images, 1, i => {
        const source = f.integer(
          i32.add(i32.add(w.x, i32.mul(i32.add(image, i), w.xImageBytes)), i32.shl(channel.value, 2)),
        )
        f.count(i32.const(0), inLines, 1, j => {
          const y = f.integer(i32.sub(i32.add(i32.mul(line, w.strideH), j), w.padTop))
          packPoints(f, { ...w, y, source: i32.add(source, i32.mul(y, w.xLineBytes)), target: target.value, height })
          target.advance(i32.mul(w.blockPoints, i32.shl(height, 2)))
        })
      })
      channel.advance(height)
    })
    // g: panel by panel, each [image][line][point][8].
    const packedG = f.integer(target.value)
    f.count(i32.const(0), w.gChannels, TILE_COLUMNS, first => {
      const columns = f.integer(columnsFrom(w.gChannels, first))
      f.count(i32.const(0), images, 1, i => {
        const source = f.integer(
          i32.add(
            i32.add(i32.add(w.g, i32.mul(i32.add(image, i), w.gImageBytes)), i32.mul(line, w.gLineBytes)),
            i32.shl(first, 2),
          ),
        )
        packRows(f, {
          source,
          rowBytes: w.gPointBytes,
          columnBytes: i32.const(4),
          rows: gPoints,
          columns,
          target: target.value,
        })
        target.advance(i32.mul(gPoints, i32.const(4 * TILE_COLUMNS)))
      })
    })

    const panel = f.variable(I32, packedG)
    f.count(i32.const(0), w.gChannels, TILE_COLUMNS, first => {
      const columns = f.integer(columnsFrom(w.gChannels, first))
      const a = f.variable(I32, packed)
      const c = f.variable(I32, i32.add(i32.add(sum, i32.mul(firstChannel, w.gPointBytes)), i32.shl(first, 2)))
      f.count(i32.const(0), tiles, 1, tile => {
        const height = f.integer(i32.add(low, i32.less(tile, taller)))
        const pointBytes = f.integer(i32.shl(height, 2))
        const aPoint = f.integer(i32.mul(w.strideW, pointBytes))
        const aLine = f.integer(i32.mul(i32.mul(w.strideH, w.blockPoints), pointBytes))
        const aImage = f.integer(i32.mul(pointsPerImage, pointBytes))
        const gLine = f.integer(i32.mul(w.gPoints, i32.const(4 * TILE_COLUMNS)))
        const gImage = f.integer(i32.mul(gPoints, i32.const(4 * TILE_COLUMNS)))
        dispatch(f, height, rows =>
          f.count(
            i32.const(0),
            w.tapCount,
            1,
            tap =>
            f.call(
              outerIndex(rows),
              i32.add(a.value, i32.mul(i32.load(i32.add(w.taps, i32.shl(tap, 2))), pointBytes)),
              aPoint, aLine, aImage, panel.value, i32.const(4 * TILE_COLUMNS), gLine, gImage,
              w.gPoints, lines, images, i32.add(c.value, i32.mul(tap, w.tapBytes)), w.gPointBytes, columns, scratch,
            ), // prettier-ignore
          ),
        )
        a.advance(i32.mul(points, pointBytes))
        c.advance(i32.mul(height, w.gPointBytes))
      })
      panel.advance(i32.mul(allG, i32.const(4 * TILE_COLUMNS)))
    })
  })
  return f
}

interface PackPoints {
  readonly y: Code
  readonly source: Code
  readonly target: Code
  readonly height: Code
  readonly xLines: Code
  readonly xPoints: Code
  readonly xPointBytes: Code
  readonly padLeft: Code
  readonly blockPoints: Code
}

/** One line: `height` channels of each of `blockPoints` points from `-padLeft` on. */
function packPoints(f: FunctionBuilder, p: PackPoints): void {
  const pointBytes = f.integer(i32.shl(p.height, 2))
  f.when(
    i32.less(p.y, p.xLines),
    () => {
      const to = f.variable(I32, p.target)
      const line = f.integer(p.source)
      f.count(i32.const(0), p.blockPoints, 1, point => {
        const x = f.integer(i32.sub(point, p.padLeft))
        f.when(
          i32.less(x, p.xPoints),
          () => {
            const from = f.integer(i32.add(line, i32.mul(x, p.xPointBytes)))
            dispatch(f, p.height, rows => {
              let done = 0
              for (; done + 4 <= rows; done += 4) f.store(to.value, v128.load(from, 4 * done), 4 * done)
              for (; done < rows; done++) f.storeFloat(to.value, f32.load(from, 4 * done), 4 * done)
            })
          },
          () => f.zero(to.value, pointBytes),
        )
        to.advance(pointBytes)
      })
    },
    () => f.zero(p.target, i32.mul(p.blockPoints, pointBytes)),
  )
}

/** Partial sums of `count` floats, `stepBytes` apart. */
export const sumPartsWords = ['partial', 'stepBytes', 'parts', 'target', 'bytes', 'bytesPerChunk'] as const

/** Adds the partial sums up, first to last and in 64 bits, over one stretch. Parameters: the words, which stretch, scratch (unused). */
export function sumParts(): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [words, chunk] = f.parameters
  const w = loadWords(f, words, sumPartsWords)
  const from = f.integer(i32.mul(chunk, w.bytesPerChunk))
  const to = least(f, i32.add(from, w.bytesPerChunk), w.bytes)
  f.count(from, to, 4, offset => {
    const sum = f.variable(F64, f64.promote(f32.load(i32.add(w.partial, offset))))
    f.count(i32.const(1), w.parts, 1, part =>
      sum.set(
        f64.add(sum.value, f64.promote(f32.load(i32.add(i32.add(w.partial, offset), i32.mul(part, w.stepBytes))))),
      ),
    )
    f.storeFloat(i32.add(w.target, offset), f64.demote(sum.value))
  })
  return f
}
