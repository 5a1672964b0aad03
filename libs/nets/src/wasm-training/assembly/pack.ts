import { FunctionBuilder, I32, f32, i32, v128 } from '@genre/core/wasm'
import type { Code } from '@genre/core/wasm'
import { TILE_COLUMNS } from './tile'
import { loadWords } from './words'

/** A matrix whose rows come in stretches of `rowsPerTap` from the offsets of the table `taps`; where it goes, in panels. */
export const packPanelsWords = [
  'source', 'taps', 'tapCount', 'rowsPerTap', 'rowBytes', 'columnBytes', 'columns', 'bias', 'target', 'panelBytes',
] as const // prettier-ignore

/**
 * One panel: eight biases (or zeros), then eight columns of each row; columns beyond the last are zero. The rows come in
 * stretches (the taps of a filter), in the order of the table. Parameters: the words, which panel.
 */
export function packPanels(): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [words, panel] = f.parameters
  const w = loadWords(f, words, packPanelsWords)
  const first = f.integer(i32.mul(panel, i32.const(TILE_COLUMNS)))
  const target = f.integer(i32.add(w.target, i32.mul(panel, w.panelBytes)))
  const columns = f.integer(columnsFrom(w.columns, first))
  f.zero(target, i32.const(4 * TILE_COLUMNS))
  f.when(w.bias, () => f.copy(target, i32.add(w.bias, i32.shl(first, 2)), i32.shl(columns, 2)))
  const out = f.variable(I32, i32.add(target, i32.const(4 * TILE_COLUMNS)))
  f.count(i32.const(0), w.tapCount, 1, tap => {
    const source = f.integer(
      i32.add(i32.add(w.source, i32.load(i32.add(w.taps, i32.shl(tap, 2)))), i32.mul(first, w.columnBytes)),
    )
    packRows(f, {
      source,
      rowBytes: w.rowBytes,
      columnBytes: w.columnBytes,
      rows: w.rowsPerTap,
      columns,
      target: out.value,
    })
    out.advance(i32.mul(w.rowsPerTap, i32.const(4 * TILE_COLUMNS)))
  })
  return f
}

/** How many of the eight columns from `first` on there are. */
export function columnsFrom(columns: Code, first: Code): Code {
  const left = i32.sub(columns, first)
  return i32.select(i32.const(TILE_COLUMNS), left, i32.less(i32.const(TILE_COLUMNS), left))
}

interface PackRows {
  readonly source: Code
  readonly rowBytes: Code
  readonly columnBytes: Code
  readonly rows: Code
  readonly columns: Code
  readonly target: Code
}

/** `rows` rows of up to eight columns, each row filled up with zeros to eight. */
export function packRows(f: FunctionBuilder, p: PackRows): void {
  const end = f.integer(i32.add(p.target, i32.mul(p.rows, i32.const(4 * TILE_COLUMNS))))
  const whole = i32.and(i32.equal(p.columns, i32.const(TILE_COLUMNS)), i32.equal(p.columnBytes, i32.const(4)))
  const from = f.variable(I32, p.source)
  f.when(
    whole,
    () =>
      f.count(p.target, end, i32.const(4 * TILE_COLUMNS), to => {
        f.store(to, v128.load(from.value))
        f.store(to, v128.load(from.value, 16), 16)
        from.advance(p.rowBytes)
      }),
    () => {
      f.when(i32.less(p.columns, i32.const(TILE_COLUMNS)), () => f.zero(p.target, i32.sub(end, p.target)))
      f.count(i32.const(0), p.columns, 1, column => {
        from.set(i32.add(p.source, i32.mul(column, p.columnBytes)))
        f.count(
          i32.add(p.target, i32.shl(column, 2)),
          i32.add(end, i32.shl(column, 2)),
          i32.const(4 * TILE_COLUMNS),
          to => {
            f.storeFloat(to, f32.load(from.value))
            from.advance(p.rowBytes)
          },
        )
      })
    },
  )
}
