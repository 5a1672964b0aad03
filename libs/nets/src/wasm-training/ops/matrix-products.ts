import { matrixProduct } from '../matrix-product'
import type { Operands, Operation, TensorInfo } from './context'
import { sizeOf } from './context'
import { fill } from './fill'

function multiply(operands: Operands, bias: TensorInfo | undefined, activation: string): TensorInfo | TensorInfo[] {
  const { a, b } = operands.inputs
  const { transposeA, transposeB } = operands.attrs as { transposeA: boolean; transposeB: boolean }
  const [rows, inner] = lastTwo(a.shape, transposeA)
  const [innerOfB, columns] = lastTwo(b.shape, transposeB)
  const batches = [a, b].map(({ shape }) => shape.slice(0, -2))
  const [countA, countB] = batches.map(sizeOf)
  const plain = countA === countB ? String(batches[0]) === String(batches[1]) : countA === 1 || countB === 1
  const known = activation === 'linear' || activation === 'relu'
  const floats = a.dtype === 'float32' && b.dtype === 'float32'
  if (
    !plain ||
    !known ||
    !floats ||
    inner !== innerOfB ||
    (transposeA && (transposeB || bias || activation === 'relu'))
  ) {
    return operands.otherwise()
  }
  const batch = batches[0].length >= batches[1].length && countA >= countB ? batches[0] : batches[1]
  const y = operands.output([...batch, rows, columns])
  if (inner === 0) {
    fill(operands, y, 0)
    return y
  }
  matrixProduct(operands.engine, {
    a: operands.address(a),
    b: operands.address(b),
    y: operands.address(y),
    batch: sizeOf(batch),
    broadcastA: countA === 1,
    broadcastB: countB === 1,
    rows,
    inner,
    columns,
    transposeA,
    transposeB,
    bias: bias ? operands.address(bias) : 0,
    relu: activation === 'relu',
  })
  return y
}

function lastTwo(shape: readonly number[], transposed: boolean): [number, number] {
  const [first, second] = shape.slice(-2)
  return transposed ? [second, first] : [first, second]
}

export const batchMatMul: Operation = {
  name: 'BatchMatMul',
  compute: operands => multiply(operands, undefined, 'linear'),
}

export const fusedMatMul: Operation = {
  name: '_FusedMatMul',
  compute: operands => {
    const { bias, preluActivationWeights, b } = operands.inputs as Record<string, TensorInfo | undefined>
    const columns = b!.shape[b!.shape.length - (operands.attrs.transposeB ? 2 : 1)]
    const simple = !preluActivationWeights && (!bias || (bias.shape.length === 1 && sizeOf(bias.shape) === columns))
    return simple ? multiply(operands, bias, String(operands.attrs.activation ?? 'linear')) : operands.otherwise()
  },
}
