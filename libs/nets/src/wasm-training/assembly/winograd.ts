import { FunctionBuilder, I32, V128, f32, f32x4, i32, v128 } from '@genre/core/wasm'
import type { Code } from '@genre/core/wasm'
import { forTiles, padLines } from './convolve'
import { columnsFrom } from './pack'
import { TILE_COLUMNS } from './tile'
import { loadWords } from './words'

/**
 * Winograd's minimal filtering F(2 x 2, 3 x 3) (Lavin and Gray, "Fast algorithms for convolutional neural networks", 2016): of every
 * four by four inputs two by two outputs, by 16 products instead of 36. Inputs, filters and products go through small transforms;
 * between them stand sixteen matrix products.
 */

/** Places of a transformed tile. */
export const PLACES = 16
const PANEL_ROW = 4 * TILE_COLUMNS

/** What {@link winogradFilters} is told: panels as `packPanels` leaves them, nine taps line by line. */
export const winogradFiltersWords = ['panels', 'panelBytes', 'channels', 'target', 'placeBytes'] as const

/** `G g G'` of the filters of one panel. Parameters: the words, which panel, scratch (unused). */
export function winogradFilters(): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [words, panel] = f.parameters
  const w = loadWords(f, words, winogradFiltersWords)
  const tapBytes = f.integer(i32.mul(w.channels, i32.const(PANEL_ROW)))
  const source = f.integer(i32.add(i32.add(w.panels, i32.mul(panel, w.panelBytes)), i32.const(PANEL_ROW)))
  const target = f.integer(i32.add(w.target, i32.mul(panel, i32.shl(w.placeBytes, 4))))
  // The tiles expect a bias before each matrix; it is added after the last transform instead.
  f.count(i32.const(0), i32.const(PLACES), 1, place =>
    f.zero(i32.add(target, i32.mul(place, w.placeBytes)), i32.const(PANEL_ROW)),
  )
  const half = f.vector(f32x4.splat(f32.const(0.5)))
  /** Three values to four: g0, (g0 + g1 + g2) / 2, (g0 - g1 + g2) / 2, g2. */
  const transform = ([a, b, c]: Code[]): Code[] => {
    const outer = f.vector(f32x4.mul(f32x4.add(a, c), half))
    const middle = f.vector(f32x4.mul(b, half))
    return [a, f.vector(f32x4.add(outer, middle)), f.vector(f32x4.sub(outer, middle)), c]
  }
  f.count(i32.const(0), tapBytes, 16, offset => {
    const taps = range(9).map(tap =>
      f.vector(v128.load(i32.add(i32.add(source, i32.mul(tapBytes, i32.const(tap))), offset))),
    )
    const columns = range(3).map(j => transform([taps[j], taps[3 + j], taps[6 + j]]))
    const to = f.integer(i32.add(i32.add(target, i32.const(PANEL_ROW)), offset))
    for (const i of range(4)) {
      transform(columns.map(column => column[i])).forEach((value, j) =>
        f.store(i32.add(to, i32.mul(w.placeBytes, i32.const(4 * i + j))), value),
      )
    }
  })
  return f
}

/** What {@link winograd} is told; the words that `convolve` has as well mean the same here. */
export const winogradWords = [
  'x', 'xImageBytes', 'xLineBytes', 'xPointBytes', 'xLines',
  'padTop', 'padded', 'leftBytes', 'skipBytes', 'middleBytes', 'rightBytes', 'blockPoints',
  'outLines', 'outPoints', 'y', 'yImageBytes', 'yLineBytes', 'yPointBytes',
  'channels', 'panels', 'panelBytes', 'filters', 'placeBytes', 'outChannels', 'relu', 'zero',
  'tileRows', 'tileColumns', 'tileRowsPerBlock', 'blocksPerImage', 'blocks', 'channelsPerGroup', 'productBytes', 'inputBytes',
] as const // prettier-ignore

/**
 * A block of rows of tiles of one image, with a group of filters. Parameters: the words, which chunk (group by group, image by
 * image), scratch memory: 32 bytes for the tiles, products of one panel, transformed inputs, padded lines.
 */
export function winograd(tileIndex: (rows: number) => number): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [words, chunk, scratch] = f.parameters
  const w = loadWords(f, words, winogradWords)
  const firstChannel = f.integer(i32.mul(i32.div(chunk, w.blocks), w.channelsPerGroup))
  const groupEnd = f.integer(i32.add(firstChannel, w.channelsPerGroup))
  const endChannel = f.integer(i32.select(groupEnd, w.outChannels, i32.less(groupEnd, w.outChannels)))
  const block = f.integer(i32.rem(chunk, w.blocks))
  const image = f.integer(i32.div(block, w.blocksPerImage))
  const firstRow = f.integer(i32.mul(i32.rem(block, w.blocksPerImage), w.tileRowsPerBlock))
  const left = f.integer(i32.sub(w.tileRows, firstRow))
  const rows = f.integer(i32.select(w.tileRowsPerBlock, left, i32.less(w.tileRowsPerBlock, left)))
  const tiles = f.integer(i32.mul(rows, w.tileColumns))

  const products = f.integer(i32.add(scratch, i32.const(PANEL_ROW)))
  const inputs = f.integer(i32.add(products, w.productBytes))
  const source = f.integer(i32.add(w.x, i32.mul(image, w.xImageBytes)))
  const top = f.integer(i32.sub(i32.shl(firstRow, 1), w.padTop))
  const start = f.variable(I32, i32.sub(i32.add(i32.add(source, i32.mul(top, w.xLineBytes)), w.skipBytes), w.leftBytes))
  const lineBytes = f.variable(I32, w.xLineBytes)
  f.when(w.padded, () => {
    start.set(i32.add(inputs, w.inputBytes))
    lineBytes.set(i32.mul(w.blockPoints, w.xPointBytes))
    const inLines = f.integer(i32.add(i32.shl(rows, 1), i32.const(2)))
    padLines(f, { ...w, source, top, inLines, target: start.value, lineBytes: lineBytes.value })
  })

  const placeOfInputs = f.integer(i32.mul(tiles, w.xPointBytes))
  const tile = f.variable(I32, inputs)
  f.count(i32.const(0), rows, 1, row =>
    f.count(i32.const(0), w.tileColumns, 1, column => {
      const corner = i32.add(
        i32.add(start.value, i32.mul(i32.shl(row, 1), lineBytes.value)),
        i32.mul(i32.shl(column, 1), w.xPointBytes),
      )
      transformInput(f, f.integer(corner), lineBytes.value, w.xPointBytes, tile.value, placeOfInputs)
      tile.advance(w.xPointBytes)
    }),
  )

  const placeOfProducts = f.integer(i32.mul(tiles, i32.const(PANEL_ROW)))
  const least = f.vector(f32x4.splat(f32.select(f32.const(0), f32.const(-Infinity), w.relu)))
  f.count(firstChannel, endChannel, TILE_COLUMNS, channel => {
    const panel = f.integer(i32.div(channel, i32.const(TILE_COLUMNS)))
    const filters = f.variable(I32, i32.add(w.filters, i32.mul(panel, i32.shl(w.placeBytes, 4))))
    const a = f.variable(I32, inputs)
    const c = f.variable(I32, products)
    f.count(i32.const(0), i32.const(PLACES), 1, () => {
      forTiles(
        f,
        tiles,
        (height, first) =>
        f.call(
          tileIndex(height),
          i32.add(a.value, i32.mul(first, w.xPointBytes)), w.xPointBytes, w.zero, i32.const(1), w.channels, filters.value,
          i32.add(c.value, i32.mul(first, i32.const(PANEL_ROW))), i32.const(PANEL_ROW), i32.const(TILE_COLUMNS), i32.const(0), scratch,
        ), // prettier-ignore
      )
      a.advance(placeOfInputs)
      c.advance(placeOfProducts)
      filters.advance(w.placeBytes)
    })
    const columns = f.integer(columnsFrom(w.outChannels, channel))
    const bias = f.integer(i32.add(w.panels, i32.mul(panel, w.panelBytes)))
    const biases = [0, 16].map(offset => f.vector(v128.load(bias, offset)))
    const product = f.variable(I32, products)
    const target = f.integer(i32.add(i32.add(w.y, i32.mul(image, w.yImageBytes)), i32.shl(channel, 2)))
    f.count(i32.const(0), rows, 1, row => {
      const line = f.integer(i32.shl(i32.add(firstRow, row), 1))
      f.count(i32.const(0), w.tileColumns, 1, column => {
        const point = f.integer(i32.shl(column, 1))
        const outputs = [0, 16].map((offset, i) =>
          transformProducts(f, i32.add(product.value, i32.const(offset)), placeOfProducts, biases[i], least),
        )
        const corner = f.integer(i32.add(i32.add(target, i32.mul(line, w.yLineBytes)), i32.mul(point, w.yPointBytes)))
        for (const down of [0, 1]) {
          f.when(i32.less(i32.add(line, i32.const(down)), w.outLines), () => {
            for (const right of [0, 1]) {
              f.when(i32.less(i32.add(point, i32.const(right)), w.outPoints), () => {
                const to = f.integer(
                  i32.add(
                    i32.add(corner, i32.mul(w.yLineBytes, i32.const(down))),
                    i32.mul(w.yPointBytes, i32.const(right)),
                  ),
                )
                const values = outputs.map(places => places[2 * down + right])
                f.when(
                  i32.equal(columns, i32.const(TILE_COLUMNS)),
                  () => values.forEach((value, i) => f.store(to, value, 16 * i)),
                  () => {
                    values.forEach((value, i) => f.store(scratch, value, 16 * i))
                    f.copy(to, scratch, i32.shl(columns, 2))
                  },
                )
              })
            }
          })
        }
        product.advance(i32.const(PANEL_ROW))
      })
    })
  })
  return f
}

/** `B' d B` of one tile, four channels at a time: `place` bytes from place to place of the result. */
function transformInput(
  f: FunctionBuilder,
  corner: Code,
  lineBytes: Code,
  pointBytes: Code,
  target: Code,
  place: Code,
): void {
  /** d0 - d2, d1 + d2, d2 - d1, d1 - d3 */
  const transform = ([a, b, c, d]: Code[]): Code[] =>
    [f32x4.sub(a, c), f32x4.add(b, c), f32x4.sub(c, b), f32x4.sub(b, d)].map(value => f.vector(value))
  const lines = [corner]
  for (let i = 1; i < 4; i++) lines.push(f.integer(i32.add(lines[i - 1], lineBytes)))
  f.count(i32.const(0), pointBytes, 16, offset => {
    const points = [offset]
    for (let j = 1; j < 4; j++) points.push(f.integer(i32.add(points[j - 1], pointBytes)))
    const columns = points.map(point => transform(lines.map(line => f.vector(v128.load(i32.add(line, point))))))
    const to = f.variable(I32, i32.add(target, offset))
    for (const i of range(4)) {
      for (const value of transform(columns.map(column => column[i]))) {
        f.store(to.value, value)
        to.advance(place)
      }
    }
  })
}

/** `A' m A` of one tile: its two by two outputs, with bias, at least `least`. */
function transformProducts(f: FunctionBuilder, product: Code, place: Code, bias: Code, least: Code): Code[] {
  /** m0 + m1 + m2, m1 - m2 - m3 */
  const transform = ([a, b, c, d]: Code[]): Code[] => [
    f.vector(f32x4.add(f32x4.add(a, b), c)),
    f.vector(f32x4.sub(f32x4.sub(b, c), d)),
  ]
  const at = f.variable(I32, product)
  const products = range(PLACES).map(() => {
    const value = f.variable(V128, v128.load(at.value)).value
    at.advance(place)
    return value
  })
  const columns = range(4).map(j => transform(range(4).map(i => products[4 * i + j])))
  return range(2).flatMap(i =>
    transform(columns.map(column => column[i])).map(value => f.vector(f32x4.max(f32x4.add(value, bias), least))),
  )
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i)
}
