import { engine, getGradient, registerGradient, unregisterGradient, util } from '@tensorflow/tfjs'
import type { GradConfig, NamedAttrMap, Tensor } from '@tensorflow/tfjs'
import { BATCH_NORM_GRADIENT } from './ops/batch-norm'
import { RELU_GRADIENT } from './ops/elementwise'
import { isOurKernel } from './our-kernels'

/** The name of a kernel of ours: what is the same along an axis, repeated there. */
export const MEAN_GRADIENT = 'GenreMeanGradient'

/** A gradient of tfjs with a faster (or, for dilated windows, its only) form where a kernel of ours is registered for the backend in use. */
interface FasterGradient {
  readonly name: string
  readonly kernel: string
  /** For which operands the faster form holds; all of them where it is missing. */
  readonly applies?: (saved: Tensor[], attrs: NamedAttrMap) => boolean
  gradient(dy: Tensor, saved: Tensor[], attrs: NamedAttrMap): Record<string, () => Tensor>
}

const run = (kernel: string, inputs: Record<string, Tensor>, attrs: NamedAttrMap = {}) =>
  engine().runKernel(kernel, inputs as never, attrs) as unknown

/** Whether a window is dilated: tfjs' own gradients refuse that. */
const dilated = (_saved: Tensor[], { dilations }: NamedAttrMap) =>
  (Array.isArray(dilations) ? dilations : [dilations ?? 1]).some(rate => rate !== 1)

const faster: readonly FasterGradient[] = [
  {
    name: 'Conv2D',
    kernel: 'Conv2DBackpropFilter',
    applies: dilated,
    gradient: (dy, [x, filter], attrs) => ({
      x: () => run('Conv2DBackpropInput', { dy, filter }, { ...attrs, inputShape: x.shape }) as Tensor,
      filter: () => run('Conv2DBackpropFilter', { x, dy }, { ...attrs, filterShape: filter.shape }) as Tensor,
    }),
  },
  {
    name: 'DepthwiseConv2dNative',
    kernel: 'DepthwiseConv2dNativeBackpropFilter',
    applies: dilated,
    gradient: (dy, [x, filter], attrs) => ({
      x: () => run('DepthwiseConv2dNativeBackpropInput', { dy, filter }, { ...attrs, inputShape: x.shape }) as Tensor,
      filter: () =>
        run('DepthwiseConv2dNativeBackpropFilter', { x, dy }, { ...attrs, filterShape: filter.shape }) as Tensor,
    }),
  },
  {
    name: 'Relu',
    kernel: RELU_GRADIENT,
    gradient: (dy, [x]) => ({ x: () => run(RELU_GRADIENT, { dy, x }) as Tensor }),
  },
  {
    name: 'Mean',
    kernel: MEAN_GRADIENT,
    gradient: (dy, [x], { axis }) => ({
      x: () => {
        const axes = util.parseAxisParam(axis as number | number[], x.shape)
        const kept = x.shape.map((length, i) => (axes.includes(i) ? 1 : length))
        return run(MEAN_GRADIENT, { dy: dy.reshape(kept).div(x.size / dy.size) }, { shape: x.shape }) as Tensor
      },
    }),
  },
  {
    name: 'FusedBatchNorm',
    kernel: BATCH_NORM_GRADIENT,
    applies: ([x, mean, variance, scale]) =>
      [mean, variance, scale].every(tensor => !tensor || (tensor.rank === 1 && tensor.size === x.shape[x.rank - 1])),
    gradient(dy, [x, mean, variance, scale], { varianceEpsilon }) {
      const inputs = { x, dy, mean, variance, ...(scale && { scale }) }
      // At once: what is made inside one of the functions below does not outlive it.
      const gradients = run(BATCH_NORM_GRADIENT, inputs, { varianceEpsilon, training: false }) as Tensor[]
      return Object.fromEntries(
        ['x', 'mean', 'variance', 'scale', 'offset'].map((name, i) => [name, () => gradients[i].clone()]),
      )
    },
  },
]

/** Registers the faster forms; on other backends, and for other operands, tfjs' own remain. */
export function registerGradients(): void {
  for (const { name, kernel, applies, gradient } of faster) {
    const previous = getGradient(name)
    if (!previous || ours.has(previous)) continue
    const config: GradConfig = {
      ...previous,
      gradFunc: (dy, saved, attrs) => {
        const backend = engine().backendName
        const fits = isOurKernel(kernel, backend) && !Array.isArray(dy) && (applies?.(saved, attrs) ?? true)
        return fits ? gradient(dy as Tensor, saved, attrs) : previous.gradFunc(dy, saved, attrs)
      },
    }
    ours.add(config)
    unregisterGradient(name)
    registerGradient(config)
  }
}

/** Marks our gradients, so that they are not wrapped again. */
const ours = new WeakSet<GradConfig>()
