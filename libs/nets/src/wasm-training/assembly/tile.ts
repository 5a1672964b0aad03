import { FunctionBuilder, I32, V128, f32x4, i32, v128 } from '@genre/core/wasm'
import type { Code, Variable } from '@genre/core/wasm'

/** Columns of a tile: two vectors. */
export const TILE_COLUMNS = 8
/** The tallest tile: its twelve sums, two columns and one factor just fit the sixteen vector registers of x64. */
export const TILE_ROWS = 6

/** How a product is added to a sum: in two roundings, or in one where the engine has relaxed vectors. */
export type MultiplyAdd = (a: Code, b: Code, sum: Code) => Code

export const multiplyThenAdd: MultiplyAdd = (a, b, sum) => f32x4.add(sum, f32x4.mul(a, b))

/**
 * `c[r, 0..8) = bias + sum over t, k of a[r, taps[t] + k] * b[t, k, 0..8)` for `rows` rows: the heart of convolution and of the
 * matrix product. Parameters: a, bytes from row to row of a, taps (a table of offsets in bytes), their number, floats a tap,
 * b (packed: eight biases, then eight columns a step), c, bytes from row to row of c, columns to store (1 to 8), whether
 * negative results become zero, scratch (eight floats).
 */
export function tile(rows: number, multiplyAdd: MultiplyAdd): FunctionBuilder {
  const f = new FunctionBuilder(11)
  const [a, aStep, taps, tapCount, run, b, c, cStep, columns, relu, scratch] = f.parameters
  const panel = f.variable(I32, i32.add(b, i32.const(4 * TILE_COLUMNS)))
  const sums = Array.from({ length: rows }, () => [f.variable(V128, v128.load(b)), f.variable(V128, v128.load(b, 16))])
  const bases = rowAddresses(f, a, aStep, rows)
  const pointers = bases.map(() => f.variable(I32))
  const step = (unroll: number) => {
    for (let u = 0; u < unroll; u++) {
      const columnsOfB = [0, 16].map(offset => f.vector(v128.load(panel.value, 32 * u + offset)))
      pointers.forEach((pointer, r) => {
        const factor = f.vector(f32x4.loadSplat(pointer.value, 4 * u))
        sums[r].forEach((sum, j) => sum.set(multiplyAdd(factor, columnsOfB[j], sum.value)))
      })
    }
    panel.advance(i32.const(32 * unroll))
    pointers.forEach(pointer => pointer.advance(i32.const(4 * unroll)))
  }
  f.count(taps, i32.add(taps, i32.shl(tapCount, 2)), 4, tap => {
    const offset = f.integer(i32.load(tap))
    pointers.forEach((pointer, r) => pointer.set(i32.add(bases[r], offset)))
    const end = f.integer(i32.add(pointers[0].value, i32.shl(i32.and(run, i32.const(-4)), 2)))
    f.while(
      () => i32.less(pointers[0].value, end),
      () => step(4),
    )
    const rest = f.integer(i32.add(end, i32.shl(i32.and(run, i32.const(3)), 2)))
    f.while(
      () => i32.less(pointers[0].value, rest),
      () => step(1),
    )
  })
  f.when(relu, () => {
    for (const row of sums) for (const sum of row) sum.set(f32x4.max(sum.value, v128.zero))
  })
  storeTile(f, sums, rowAddresses(f, c, cStep, rows), columns, scratch)
  return f
}

/**
 * `c[r, 0..8) += sum over images, lines, points of a[..., r] * b[..., 0..8)` for `rows` rows: the gradient of a filter. Parameters:
 * a and its bytes from point to point, line to line, image to image; the same of b; points a line, lines, images; c and its bytes
 * from row to row; columns (1 to 8); scratch (eight floats). Where columns are fewer than eight, b must be readable beyond them.
 */
export function outerTile(rows: number, multiplyAdd: MultiplyAdd): FunctionBuilder {
  const f = new FunctionBuilder(15)
  const [a, aPoint, aLine, aImage, b, bPoint, bLine, bImage, points, lines, images, c, cStep, columns, scratch] =
    f.parameters
  const outputs = rowAddresses(f, c, cStep, rows)
  const sums = Array.from({ length: rows }, () => [f.variable(V128, v128.zero), f.variable(V128, v128.zero)])
  const left = [a, a, a].map(address => f.variable(I32, address))
  const right = [b, b, b].map(address => f.variable(I32, address))
  const step = (unroll: number) => {
    for (let u = 0; u < unroll; u++) {
      const columnsOfB = [0, 16].map(offset => f.vector(v128.load(right[2].value, offset)))
      sums.forEach((row, r) => {
        const factor = f.vector(f32x4.loadSplat(left[2].value, 4 * r))
        row.forEach((sum, j) => sum.set(multiplyAdd(factor, columnsOfB[j], sum.value)))
      })
      left[2].advance(aPoint)
      right[2].advance(bPoint)
    }
  }
  const bytes = f.integer(i32.mul(points, bPoint))
  const evenBytes = f.integer(i32.mul(i32.and(points, i32.const(-2)), bPoint))
  f.count(i32.const(0), images, 1, () => {
    left[1].set(left[0].value)
    right[1].set(right[0].value)
    f.count(i32.const(0), lines, 1, () => {
      left[2].set(left[1].value)
      right[2].set(right[1].value)
      const even = f.integer(i32.add(right[1].value, evenBytes))
      const end = f.integer(i32.add(right[1].value, bytes))
      f.while(
        () => i32.less(right[2].value, even),
        () => step(2),
      )
      f.when(i32.less(right[2].value, end), () => step(1))
      left[1].advance(aLine)
      right[1].advance(bLine)
    })
    left[0].advance(aImage)
    right[0].advance(bImage)
  })
  f.when(
    i32.equal(columns, i32.const(TILE_COLUMNS)),
    () =>
      outputs.forEach((output, r) =>
        [0, 16].forEach((offset, j) => f.store(output, f32x4.add(v128.load(output, offset), sums[r][j].value), offset)),
      ),
    () =>
      outputs.forEach((output, r) => {
        f.copy(scratch, output, i32.shl(columns, 2))
        ;[0, 16].forEach((offset, j) =>
          f.store(scratch, f32x4.add(v128.load(scratch, offset), sums[r][j].value), offset),
        )
        f.copy(output, scratch, i32.shl(columns, 2))
      }),
  )
  return f
}

function rowAddresses(f: FunctionBuilder, base: Code, step: Code, rows: number): Code[] {
  const addresses = [base]
  for (let r = 1; r < rows; r++) addresses.push(f.integer(i32.add(addresses[r - 1], step)))
  return addresses
}

function storeTile(f: FunctionBuilder, sums: Variable[][], outputs: Code[], columns: Code, scratch: Code): void {
  f.when(
    i32.equal(columns, i32.const(TILE_COLUMNS)),
    () => outputs.forEach((output, r) => sums[r].forEach((sum, j) => f.store(output, sum.value, 16 * j))),
    () =>
      outputs.forEach((output, r) => {
        sums[r].forEach((sum, j) => f.store(scratch, sum.value, 16 * j))
        f.copy(output, scratch, i32.shl(columns, 2))
      }),
  )
}
