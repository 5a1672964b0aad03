import { describe, expect, it } from 'vitest'
import { F32, FunctionBuilder, I32, assemble, f32, f32x4, i32, v128 } from './assembler'

/** Runs one function on one page of memory. */
function run(f: FunctionBuilder, ...parameters: number[]): DataView {
  const memory = new WebAssembly.Memory({ initial: 1 })
  const module = new WebAssembly.Module(assemble(new Map([['f', f]]), false))
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  ;(exports.f as (...parameters: number[]) => void)(...parameters)
  return new DataView(memory.buffer)
}

describe('the assembler', () => {
  it.each([0, 1, -1, 63, 64, -64, -65, 127, 128, 8191, 8192, 2 ** 31 - 1, -(2 ** 31)])(
    'writes the integer %d',
    value => {
      const f = new FunctionBuilder(0)
      f.storeInteger(i32.const(0), i32.const(value))
      expect(run(f).getInt32(0, true)).toBe(value)
    },
  )

  it('compares addresses beyond 2 GB as positive', () => {
    const f = new FunctionBuilder(1)
    f.when(
      i32.less(i32.const(5), f.parameters[0]),
      () => f.storeInteger(i32.const(0), i32.const(1)),
      () => f.storeInteger(i32.const(0), i32.const(2)),
    )
    expect(run(f, 3e9).getInt32(0, true)).toBe(1)
    expect(run(f, 4).getInt32(0, true)).toBe(2)
  })

  it('counts, also not at all', () => {
    for (const [from, to, step, sum] of [
      [0, 5, 1, 10],
      [1, 10, 4, 15],
      [3, 3, 1, 0],
      [4, 3, 1, 0],
    ]) {
      const f = new FunctionBuilder(0)
      const total = f.variable(I32, i32.const(0))
      f.count(i32.const(from), i32.const(to), i32.const(step), i => total.advance(i))
      f.storeInteger(i32.const(0), total.value)
      expect(run(f).getInt32(0, true)).toBe(sum)
    }
  })

  it('computes in vectors and in single floats alike', () => {
    const f = new FunctionBuilder(0)
    const one = f.variable(F32, f32.div(f32.const(7), f32.const(3)))
    f.storeFloat(i32.const(0), one.value)
    f.store(i32.const(16), f32x4.div(f32x4.splat(f32.const(7)), f32x4.splat(f32.const(3))))
    f.store(i32.const(32), v128.andNot(v128.load(i32.const(16)), f32x4.equal(v128.zero, v128.zero)))
    const memory = run(f)
    for (const at of [0, 16, 28]) expect(memory.getFloat32(at, true)).toBe(Math.fround(7 / 3))
    expect(memory.getFloat32(32, true)).toBe(0)
  })
})
