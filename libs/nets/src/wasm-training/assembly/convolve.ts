import { FunctionBuilder, I32, i32 } from '@genre/core/wasm'
import type { Code } from '@genre/core/wasm'
import { columnsFrom } from './pack'
import { TILE_COLUMNS, TILE_ROWS } from './tile'
import { loadWords } from './words'

/**
 * What {@link convolve} is told. Sizes with "Bytes" are distances in memory; a point is one pixel with all its channels; `panels`
 * holds the packed filter (see `packPanels`), `taps` the offset of each stretch of `run` floats under the filter's window.
 */
export const convolveWords = [
  'x', 'xImageBytes', 'xLineBytes', 'xPointBytes', 'xLines',
  'padTop', 'padded', 'leftBytes', 'skipBytes', 'middleBytes', 'rightBytes', 'blockPoints',
  'strideH', 'strideW', 'extentH', 'outLines', 'outPoints',
  'y', 'yImageBytes', 'yLineBytes', 'yPointBytes',
  'taps', 'tapCount', 'run', 'panels', 'panelBytes', 'outChannels', 'relu',
  'linesPerBlock', 'blocksPerImage', 'blocks', 'channelsPerGroup',
] as const // prettier-ignore

/** Calls the tile of the right height for each of `count` rows, as evenly as can be: `call(height, first)`. */
export function forTiles(f: FunctionBuilder, count: Code, call: (height: number, first: Code) => void): void {
  const first = f.variable(I32, i32.const(0))
  f.while(
    () => i32.less(first.value, count),
    () => {
      const left = f.integer(i32.sub(count, first.value))
      const height = f.integer(
        i32.select(
          i32.select(i32.const(TILE_ROWS), left, i32.less(i32.const(TILE_ROWS), left)),
          i32.shr(i32.add(left, i32.const(1)), 1),
          // Neither "a full tile and more than another" nor "at most one tile": split what is left in two.
          i32.isZero(i32.less(i32.sub(left, i32.const(TILE_ROWS + 1)), i32.const(TILE_ROWS - 1))),
        ),
      )
      dispatch(f, height, rows => call(rows, first.value))
      first.advance(height)
    },
  )
}

/** One of the bodies for 1 to `TILE_ROWS`, the tallest (and most frequent) asked for first. */
export function dispatch(f: FunctionBuilder, height: Code, body: (rows: number) => void, rows = TILE_ROWS): void {
  if (rows === 1) return body(1)
  f.when(
    i32.equal(height, i32.const(rows)),
    () => body(rows),
    () => dispatch(f, height, body, rows - 1),
  )
}

/**
 * A block of lines of one image, convolved with a group of filters. Parameters: the words, which chunk (group by group, image by
 * image), scratch memory for the padded lines (its first 32 bytes for the tiles).
 */
export function convolve(tileIndex: (rows: number) => number): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [words, chunk, scratch] = f.parameters
  const w = loadWords(f, words, convolveWords)
  const group = f.integer(i32.div(chunk, w.blocks))
  const block = f.integer(i32.rem(chunk, w.blocks))
  const firstChannel = f.integer(i32.mul(group, w.channelsPerGroup))
  const groupEnd = f.integer(i32.add(firstChannel, w.channelsPerGroup))
  const endChannel = f.integer(i32.select(groupEnd, w.outChannels, i32.less(groupEnd, w.outChannels)))
  const image = f.integer(i32.div(block, w.blocksPerImage))
  const firstLine = f.integer(i32.mul(i32.rem(block, w.blocksPerImage), w.linesPerBlock))
  const linesLeft = f.integer(i32.sub(w.outLines, firstLine))
  const lines = f.integer(i32.select(w.linesPerBlock, linesLeft, i32.less(w.linesPerBlock, linesLeft)))
  const source = f.integer(i32.add(w.x, i32.mul(image, w.xImageBytes)))
  // May be negative, where the window begins above the picture.
  const top = f.integer(i32.sub(i32.mul(firstLine, w.strideH), w.padTop))
  const start = f.variable(I32, i32.sub(i32.add(i32.add(source, i32.mul(top, w.xLineBytes)), w.skipBytes), w.leftBytes))
  const lineBytes = f.variable(I32, w.xLineBytes)
  f.when(w.padded, () => {
    start.set(i32.add(scratch, i32.const(4 * TILE_COLUMNS)))
    lineBytes.set(i32.mul(w.blockPoints, w.xPointBytes))
    const inLines = f.integer(i32.add(i32.mul(i32.sub(lines, i32.const(1)), w.strideH), w.extentH))
    padLines(f, { ...w, source, top, inLines, target: start.value, lineBytes: lineBytes.value })
  })
  const aStep = f.integer(i32.mul(w.strideW, w.xPointBytes))
  const aLine = f.integer(i32.mul(w.strideH, lineBytes.value))
  const target = f.integer(i32.add(i32.add(w.y, i32.mul(image, w.yImageBytes)), i32.mul(firstLine, w.yLineBytes)))
  const panel = f.variable(
    I32,
    i32.add(w.panels, i32.mul(i32.div(firstChannel, i32.const(TILE_COLUMNS)), w.panelBytes)),
  )
  f.count(firstChannel, endChannel, TILE_COLUMNS, channel => {
    const columns = f.integer(columnsFrom(w.outChannels, channel))
    f.count(i32.const(0), lines, 1, line => {
      const a = f.integer(i32.add(start.value, i32.mul(line, aLine)))
      const c = f.integer(i32.add(i32.add(target, i32.mul(line, w.yLineBytes)), i32.shl(channel, 2)))
      forTiles(
        f,
        w.outPoints,
        (rows, first) =>
        f.call(
          tileIndex(rows),
          i32.add(a, i32.mul(first, aStep)), aStep, w.taps, w.tapCount, w.run, panel.value,
          i32.add(c, i32.mul(first, w.yPointBytes)), w.yPointBytes, columns, w.relu, scratch,
        ), // prettier-ignore
      )
    })
    panel.advance(w.panelBytes)
  })
  return f
}

/** Where lines come from and go, with how many zero bytes around. */
export interface Padding {
  readonly source: Code
  readonly top: Code
  readonly inLines: Code
  readonly target: Code
  readonly lineBytes: Code
  readonly xLines: Code
  readonly xLineBytes: Code
  readonly leftBytes: Code
  readonly skipBytes: Code
  readonly middleBytes: Code
  readonly rightBytes: Code
}

/** Lines `top` and following of an image, with zeros around where they lie outside. */
export function padLines(f: FunctionBuilder, p: Padding): void {
  f.count(i32.const(0), p.inLines, 1, i => {
    const line = f.integer(i32.add(p.top, i))
    const target = f.integer(i32.add(p.target, i32.mul(i, p.lineBytes)))
    f.when(
      // Unsigned: a negative line is a large one.
      i32.less(line, p.xLines),
      () => {
        f.zero(target, p.leftBytes)
        const middle = f.integer(i32.add(target, p.leftBytes))
        f.copy(middle, i32.add(i32.add(p.source, i32.mul(line, p.xLineBytes)), p.skipBytes), p.middleBytes)
        f.zero(i32.add(middle, p.middleBytes), p.rightBytes)
      },
      () => f.zero(target, p.lineBytes),
    )
  })
}
