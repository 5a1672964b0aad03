import type { DropoutKind, LayerOperation, LayerSpec, NetSpec } from './net-spec'

/**
 * Writes a {@link NetSpec} layer by layer. Each method takes the name of the layer to go on from (the last one unless
 * `from` says otherwise) and gives the name of the new one. Parameterless layers are named by the sketch.
 */
export class NetSketch {
  readonly #layers: LayerSpec[] = []
  readonly #counts = new Map<string, number>()
  #last = ''

  input(name: string, shape: readonly number[]): string {
    return this.add({ op: 'input', shape }, { name, from: [] })
  }

  add(operation: LayerOperation, options: { name?: string; from?: string | readonly string[] } = {}): string {
    const from = options.from ?? this.#last
    const name = options.name ?? this.#nameFor(operation.op)
    this.#layers.push({ name, from: typeof from === 'string' ? [from] : from, ...operation })
    this.#last = name
    return name
  }

  /** A convolution; `padding` is PyTorch's, the same on all sides. */
  conv(
    name: string,
    filters: number,
    options: {
      kernel?: number
      stride?: number
      padding?: number
      bias?: boolean
      activation?: 'relu'
      from?: string
    } = {},
  ): string {
    const { kernel = 3, stride = 1, padding = 0, bias = true, activation, from } = options
    const same = stride === 1 && kernel % 2 === 1 && padding === (kernel - 1) / 2
    const padded = same || padding === 0 ? from : this.add({ op: 'zeroPad2d', padding }, { from })
    return this.add(
      {
        op: 'conv2d',
        filters,
        kernel: [kernel, kernel],
        stride,
        padding: same ? 'same' : 'valid',
        bias,
        ...(activation && { activation }),
      },
      { name, from: padded },
    )
  }

  depthwise(name: string, options: { kernel?: number; stride?: number } = {}): string {
    const { kernel = 3, stride = 1 } = options
    if (stride !== 1) this.add({ op: 'zeroPad2d', padding: (kernel - 1) / 2 })
    const padding = stride === 1 ? 'same' : 'valid'
    return this.add({ op: 'depthwiseConv2d', kernel: [kernel, kernel], stride, padding, bias: false }, { name })
  }

  /** Batch normalization as PyTorch has it: epsilon 1e-5, running values moved by a tenth. */
  batchNorm(name: string): string {
    return this.add({ op: 'batchNorm', epsilon: 1e-5, momentum: 0.9 }, { name })
  }

  relu(): string {
    return this.add({ op: 'relu' })
  }

  maxPool(size = 2, stride = size): string {
    return this.add({ op: 'maxPool2d', size, stride })
  }

  averagePool(size = 2, stride = size): string {
    return this.add({ op: 'averagePool2d', size, stride })
  }

  dropout(rate: number, kind: DropoutKind = 'unit'): string {
    return rate === 0 ? this.#last : this.add({ op: 'dropout', rate, kind })
  }

  dense(name: string, units: number, options: { activation?: 'relu'; bias?: boolean } = {}): string {
    const { activation, bias = true } = options
    return this.add({ op: 'dense', units, bias, ...(activation && { activation }) }, { name })
  }

  /** Flattens a picture in PyTorch's order: channel by channel. */
  flattenChannelsFirst(): string {
    this.add({ op: 'permute', order: [3, 1, 2] })
    return this.add({ op: 'flatten' })
  }

  /** The values at the last step of a sequence of `steps`: `out[:, -1]`. */
  lastStep(steps: number, values: number): string {
    this.add({ op: 'reshape', shape: [steps, 1, values] })
    if (steps > 1) this.add({ op: 'crop2d', top: steps - 1, bottom: 0 })
    return this.add({ op: 'flatten' })
  }

  get last(): string {
    return this.#last
  }

  /** The finished net; its last layer is the output. */
  spec(name: string): NetSpec {
    return { name, layers: this.#layers }
  }

  #nameFor(op: string): string {
    const count = (this.#counts.get(op) ?? 0) + 1
    this.#counts.set(op, count)
    return `${op}_${count}`
  }
}
