import type { Local } from '../linear/products/assembler'
import { FunctionCode, I32, V128, assembleModule } from '../linear/products/assembler'

/** What the assembled module exports. Every parameter is an address in bytes or a count. */
export interface SingleExports {
  /** See `SingleProducts.multiply`, for so many groups of 8 rows and of 4 vectors. */
  multiply(
    rows: number,
    groups: number,
    width: number,
    vectors: number,
    quads: number,
    out: number,
    stride: number,
  ): void
  /** See `SingleProducts.below`; the limit stands at an address, where the number of positions found is left. */
  below(values: number, groups: number, limit: number, positions: number): void
  /** See `SingleProducts.lowest`. */
  lowest(
    values: number,
    groups: number,
    count: number,
    stride: number,
    best: number,
    second: number,
    label: number,
  ): void
}

/** Products of float32, four at a time. */
export function singleModule(): Uint8Array<ArrayBuffer> {
  return assembleModule([
    { name: 'multiply', parameters: 7, code: multiply() },
    { name: 'below', parameters: 4, code: below() },
    { name: 'lowest', parameters: 7, code: lowest() },
  ])
}

const range = (n: number) => Array.from({ length: n }, (_, i) => i)

/** Runs the body for each of `count` items; `at` counts from 0 by `step`. */
function times(code: FunctionCode, end: Local, at: Local, step: number, body: () => void): void {
  code.i32(0).set(at)
  code.while(
    () => code.get(at).get(end).lessThan(),
    () => {
      body()
      code.increase(at, step)
    },
  )
}

function multiply(): FunctionCode {
  const code = new FunctionCode(7)
  const [rows, groups, width, vectors, quads, out, stride] = range(7)
  const i32 = () => code.local(I32)
  const v128 = () => code.local(V128)
  const [group, quad, row, vector, rowEnd, target, rowBytes] = range(7).map(i32)
  const sums = range(8).map(v128)
  const [low, high, factor] = range(3).map(v128)
  code.get(width).i32(5).shiftLeft().set(rowBytes)
  times(code, groups, group, 1, () => {
    code.get(vectors).set(vector)
    code.get(out).get(group).i32(5).shiftLeft().add().set(target)
    times(code, quads, quad, 1, () => {
      for (const sum of sums) code.constant2(0).set(sum)
      code.get(rows).set(row)
      code.get(rows).get(rowBytes).add().set(rowEnd)
      code.while(
        () => code.get(row).get(rowEnd).lessThan(),
        () => {
          code.get(row).load2().set(low)
          code.get(row).load2(16).set(high)
          for (const j of range(4)) {
            code
              .get(vector)
              .loadSplat4(4 * j)
              .set(factor)
            code
              .get(sums[2 * j])
              .get(low)
              .get(factor)
              .mul4()
              .add4()
              .set(sums[2 * j])
            code
              .get(sums[2 * j + 1])
              .get(high)
              .get(factor)
              .mul4()
              .add4()
              .set(sums[2 * j + 1])
          }
          code.increase(row, 32).increase(vector, 16)
        },
      )
      for (const j of range(4)) {
        code
          .get(target)
          .get(sums[2 * j])
          .store2()
        code
          .get(target)
          .get(sums[2 * j + 1])
          .store2(16)
        code.get(target).get(stride).add().set(target)
      }
    })
    code.get(rows).get(rowBytes).add().set(rows)
  })
  return code
}

function below(): FunctionCode {
  const code = new FunctionCode(4)
  const [values, groups, limitAt, positions] = range(4)
  const [group, at, mask, start] = range(4).map(() => code.local(I32))
  const limit = code.local(V128)
  const signsAt = (offset: number) => code.get(at).load2(offset).get(limit).atMost4().signs4()
  code.get(limitAt).loadSplat4().set(limit)
  code.get(positions).set(start)
  times(code, groups, group, 8, () => {
    code.get(values).get(group).i32(2).shiftLeft().add().set(at)
    // Most groups have none.
    signsAt(0)
    signsAt(16).i32(4).shiftLeft().add().set(mask)
    code.if(
      () => code.get(mask),
      () => {
        for (const lane of range(8)) {
          code.get(positions).get(group).i32(lane).add().storeI32()
          code.get(positions).get(mask).i32(lane).shiftRight().i32(1).and().i32(2).shiftLeft().add().set(positions)
        }
      },
    )
  })
  code.get(limitAt).get(positions).get(start).sub().i32(2).shiftRight().storeI32()
  return code
}

function lowest(): FunctionCode {
  const code = new FunctionCode(7)
  const [values, groups, count, stride, bestAt, secondAt, labelAt] = range(7)
  const [group, index, at] = range(3).map(() => code.local(I32))
  const [best, second, label, value, less] = range(5).map(() => code.local(V128))
  const place = (base: Local) => code.get(base).get(group).i32(2).shiftLeft().add()
  times(code, groups, group, 4, () => {
    place(values).set(at)
    code.get(at).load2().set(best)
    code.constant2(0).set(label)
    code.i32(0x7f800000).splatI32().set(second)
    code.i32(1).set(index)
    code.while(
      () => code.get(index).get(count).lessThan(),
      () => {
        code.get(at).get(stride).add().set(at)
        code.get(at).load2().set(value)
        code.get(value).get(best).less4().set(less)
        code.get(second).get(best).get(value).larger4().smaller4().set(second)
        code.get(index).splatI32().get(label).get(less).choose2().set(label)
        code.get(best).get(value).smaller4().set(best)
        code.increase(index, 1)
      },
    )
    place(bestAt).get(best).store2()
    place(secondAt).get(second).store2()
    place(labelAt).get(label).store2()
  })
  return code
}
