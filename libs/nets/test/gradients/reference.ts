/** Values in 64 bits, in the plainest loops: what the finite differences are taken of. */

export interface Values {
  readonly data: Float64Array
  readonly shape: readonly number[]
}

export interface WindowOf {
  readonly window: readonly number[]
  readonly strides: readonly number[]
  /** Top, bottom, left, right. */
  readonly pad: readonly number[]
  readonly dilation: number
}

const sizeOf = (shape: readonly number[]) => shape.reduce((size, length) => size * length, 1)

export function empty(shape: readonly number[]): Values {
  return { data: new Float64Array(sizeOf(shape)), shape }
}

/** Calls `visit` for each pair of an output's place and an input's place that the window joins. */
function slide(
  [n, h, w]: readonly number[],
  { window, strides, pad, dilation }: WindowOf,
  visit: (image: number, out: [number, number], element: [number, number], at: [number, number]) => void,
): [number, number] {
  const outH = Math.floor((h + pad[0] + pad[1] - (window[0] - 1) * dilation - 1) / strides[0]) + 1
  const outW = Math.floor((w + pad[2] + pad[3] - (window[1] - 1) * dilation - 1) / strides[1]) + 1
  for (let image = 0; image < n; image++)
    for (let oh = 0; oh < outH; oh++)
      for (let ow = 0; ow < outW; ow++)
        for (let i = 0; i < window[0]; i++)
          for (let j = 0; j < window[1]; j++) {
            const y = oh * strides[0] + i * dilation - pad[0]
            const x = ow * strides[1] + j * dilation - pad[2]
            if (y >= 0 && y < h && x >= 0 && x < w) visit(image, [oh, ow], [i, j], [y, x])
          }
  return [outH, outW]
}

export function conv2d(x: Values, filter: Values, window: WindowOf): Values {
  const [n, h, w, c] = x.shape
  const o = filter.shape[3]
  const [outH, outW] = slide([0, h, w], window, () => undefined)
  const y = empty([n, outH, outW, o])
  slide([n, h, w], window, (image, [oh, ow], [i, j], [a, b]) => {
    for (let k = 0; k < c; k++) {
      const value = x.data[((image * h + a) * w + b) * c + k]
      const from = ((i * window.window[1] + j) * c + k) * o
      const to = ((image * outH + oh) * outW + ow) * o
      for (let m = 0; m < o; m++) y.data[to + m] += value * filter.data[from + m]
    }
  })
  return y
}

export function depthwiseConv2d(x: Values, filter: Values, window: WindowOf): Values {
  const [n, h, w, c] = x.shape
  const multiplier = filter.shape[3]
  const [outH, outW] = slide([0, h, w], window, () => undefined)
  const y = empty([n, outH, outW, c * multiplier])
  slide([n, h, w], window, (image, [oh, ow], [i, j], [a, b]) => {
    for (let k = 0; k < c * multiplier; k++) {
      y.data[((image * outH + oh) * outW + ow) * c * multiplier + k] +=
        x.data[((image * h + a) * w + b) * c + Math.floor(k / multiplier)] *
        filter.data[(i * window.window[1] + j) * c * multiplier + k]
    }
  })
  return y
}

export function pool(x: Values, window: WindowOf, kind: 'max' | 'mean'): Values {
  const [n, h, w, c] = x.shape
  const [outH, outW] = slide([0, h, w], window, () => undefined)
  const y = empty([n, outH, outW, c])
  const counts = empty(y.shape)
  if (kind === 'max') y.data.fill(-Infinity)
  slide([n, h, w], window, (image, [oh, ow], _, [a, b]) => {
    for (let k = 0; k < c; k++) {
      const to = ((image * outH + oh) * outW + ow) * c + k
      const value = x.data[((image * h + a) * w + b) * c + k]
      y.data[to] = kind === 'max' ? Math.max(y.data[to], value) : y.data[to] + value
      counts.data[to]++
    }
  })
  return kind === 'max' ? y : { ...y, data: y.data.map((value, i) => value / counts.data[i]) }
}

export function batchNorm(x: Values, scale: Values, offset: Values, epsilon: number): Values {
  const c = scale.data.length
  const rows = x.data.length / c
  const y = empty(x.shape)
  for (let k = 0; k < c; k++) {
    let mean = 0
    let variance = 0
    for (let i = 0; i < rows; i++) mean += x.data[i * c + k] / rows
    for (let i = 0; i < rows; i++) variance += (x.data[i * c + k] - mean) ** 2 / rows
    for (let i = 0; i < rows; i++) {
      y.data[i * c + k] = ((x.data[i * c + k] - mean) / Math.sqrt(variance + epsilon)) * scale.data[k] + offset.data[k]
    }
  }
  return y
}

/** `relu(x w + b)` */
export function dense(x: Values, weights: Values, bias: Values): Values {
  const product = matMul(x, weights)
  const u = bias.data.length
  return { ...product, data: product.data.map((value, i) => Math.max(0, value + bias.data[i % u])) }
}

export function matMul(a: Values, b: Values): Values {
  const [n, d] = a.shape
  const u = b.shape[1]
  const y = empty([n, u])
  for (let i = 0; i < n; i++)
    for (let j = 0; j < d; j++) for (let k = 0; k < u; k++) y.data[i * u + k] += a.data[i * d + j] * b.data[j * u + k]
  return y
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/** Keras' LSTM, its last output: gates in the order input, forget, cell, output. */
export function lstm(x: Values, kernel: Values, recurrent: Values, bias: Values): Values {
  const [n, t, d] = x.shape
  const u = recurrent.shape[0]
  let h = empty([n, u])
  let c = empty([n, u])
  for (let step = 0; step < t; step++) {
    const rows = empty([n, d])
    for (let i = 0; i < n; i++) rows.data.set(x.data.subarray((i * t + step) * d, (i * t + step + 1) * d), i * d)
    const fromX = matMul(rows, kernel)
    const fromH = matMul(h, recurrent)
    const next = empty([n, u])
    const cell = empty([n, u])
    for (let i = 0; i < n; i++)
      for (let k = 0; k < u; k++) {
        const gate = (g: number) =>
          fromX.data[i * 4 * u + g * u + k] + fromH.data[i * 4 * u + g * u + k] + bias.data[g * u + k]
        const value = sigmoid(gate(1)) * c.data[i * u + k] + sigmoid(gate(0)) * Math.tanh(gate(2))
        cell.data[i * u + k] = value
        next.data[i * u + k] = sigmoid(gate(3)) * Math.tanh(value)
      }
    h = next
    c = cell
  }
  return h
}

/** The gradients of `sum(weights * compute(inputs))` by each element of each input, by central differences. */
export function finiteDifferences(
  compute: (...inputs: Values[]) => Values,
  inputs: readonly Values[],
  weights: ArrayLike<number>,
): Float64Array[] {
  const step = 1e-6
  const loss = (changed: Values[]) => compute(...changed).data.reduce((sum, value, i) => sum + value * weights[i], 0)
  return inputs.map((input, at) => {
    const gradient = new Float64Array(input.data.length)
    for (let i = 0; i < gradient.length; i++) {
      const moved = (by: number) => {
        const data = input.data.slice()
        data[i] += by
        return loss(inputs.map((other, k) => (k === at ? { ...other, data } : other)))
      }
      gradient[i] = (moved(step) - moved(-step)) / (2 * step)
    }
    return gradient
  })
}
