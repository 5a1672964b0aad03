import { F32, FunctionBuilder, I32, V128, f32, f32x4, i32, v128 } from '@genre/core/wasm'
import type { Code } from '@genre/core/wasm'
import { loadWords } from './words'

/** What happens to four elements at once, and to one: the same in both forms. */
export interface Elementwise {
  readonly four: (a: Code, b: Code) => Code
  readonly one: (a: Code, b: Code) => Code
}

export const binaryOperations = {
  add: { four: f32x4.add, one: f32.add },
  subtract: { four: f32x4.sub, one: f32.sub },
  multiply: { four: f32x4.mul, one: f32.mul },
  divide: { four: f32x4.div, one: f32.div },
  /** `a` where `b` is positive, otherwise 0: the gradient of max(b, 0). */
  keepWherePositive: {
    four: (a, b) => v128.and(a, f32x4.greater(b, v128.zero)),
    one: (a, b) => f32.select(a, f32.const(0), f32.greater(b, f32.const(0))),
  },
  /** max(a, b) */
  greater: { four: f32x4.max, one: f32.max },
} satisfies Record<string, Elementwise>

/** Operands and result, all of one size; a chunk is a stretch of them. Sizes in bytes. */
export const elementwiseWords = ['a', 'b', 'y', 'bytes', 'bytesPerChunk'] as const

/** `y = a op b`, element by element. Parameters: the words, which stretch, scratch (unused). */
export function elementwise({ four, one }: Elementwise): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [words, chunk] = f.parameters
  const w = loadWords(f, words, elementwiseWords)
  const from = f.integer(i32.mul(chunk, w.bytesPerChunk))
  const stretch = f.integer(i32.add(from, w.bytesPerChunk))
  const to = f.integer(i32.select(stretch, w.bytes, i32.less(stretch, w.bytes)))
  const b = f.variable(I32, i32.add(w.b, from))
  const y = f.variable(I32, i32.add(w.y, from))
  span(f, { a: f.variable(I32, i32.add(w.a, from)), b, y }, i32.sub(to, from), { four, one })
  return f
}

interface Span {
  readonly a: { readonly value: Code; advance(by: Code): void }
  readonly b: { readonly value: Code; advance(by: Code): void }
  readonly y: { readonly value: Code; advance(by: Code): void }
}

function span(f: FunctionBuilder, pointers: Span, bytes: Code, { four, one }: Elementwise): void {
  const { a, b, y } = pointers
  const all = [a, b, y]
  const end = f.integer(i32.add(y.value, bytes))
  const loop = (size: number, body: () => void) => {
    f.while(
      () => i32.less(i32.add(y.value, i32.const(size - 4)), end),
      () => {
        body()
        for (const pointer of all) pointer.advance(i32.const(size))
      },
    )
  }
  loop(32, () => {
    const results = [0, 16].map(offset => f.vector(four(v128.load(a.value, offset), v128.load(b.value, offset))))
    results.forEach((result, i) => f.store(y.value, result, 16 * i))
  })
  loop(4, () => f.storeFloat(y.value, one(f32.load(a.value), f32.load(b.value))))
}

/** Rows of `columns` floats; b is one such row (or, with a step of 0, one float four times). */
export const rowwiseWords = ['a', 'b', 'y', 'rows', 'columns', 'rowsPerChunk'] as const

/** `y[row, i] = a[row, i] op b[i]`. Parameters: the words, which stretch of rows, scratch (unused). */
export function rowwise(operation: Elementwise): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [words, chunk] = f.parameters
  const w = loadWords(f, words, rowwiseWords)
  const rowBytes = f.integer(i32.shl(w.columns, 2))
  const first = f.integer(i32.mul(chunk, w.rowsPerChunk))
  const left = f.integer(i32.sub(w.rows, first))
  const rows = f.integer(i32.select(w.rowsPerChunk, left, i32.less(w.rowsPerChunk, left)))
  const a = f.variable(I32, i32.add(w.a, i32.mul(first, rowBytes)))
  const y = f.variable(I32, i32.add(w.y, i32.mul(first, rowBytes)))
  const b = f.variable(I32)
  f.count(i32.const(0), rows, 1, () => {
    b.set(w.b)
    span(f, { a, b, y }, rowBytes, operation)
  })
  return f
}

/** `y = a op b` with one float b: `y[i] = a[i] op b[0]`, or reversed. Parameters: the words, which stretch, scratch (unused). */
export function withScalar({ four, one }: Elementwise, reversed: boolean): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [words, chunk] = f.parameters
  const w = loadWords(f, words, elementwiseWords)
  const from = f.integer(i32.mul(chunk, w.bytesPerChunk))
  const stretch = f.integer(i32.add(from, w.bytesPerChunk))
  const to = f.integer(i32.select(stretch, w.bytes, i32.less(stretch, w.bytes)))
  const scalar = f.variable(F32, f32.load(w.b)).value
  const vector = f.variable(V128, f32x4.splat(scalar)).value
  const at = f.variable(I32, from)
  const source = () => i32.add(w.a, at.value)
  const target = () => i32.add(w.y, at.value)
  f.while(
    () => i32.less(i32.add(at.value, i32.const(12)), to),
    () => {
      const a = v128.load(source())
      f.store(target(), reversed ? four(vector, a) : four(a, vector))
      at.advance(i32.const(16))
    },
  )
  f.while(
    () => i32.less(at.value, to),
    () => {
      const a = f32.load(source())
      f.storeFloat(target(), reversed ? one(scalar, a) : one(a, scalar))
      at.advance(i32.const(4))
    },
  )
  return f
}
