/** One layer of a {@link NetSpec}: what it does, and the names of the layers whose outputs it takes. */
export type LayerSpec = { readonly name: string; readonly from: readonly string[] } & LayerOperation

/** What a layer does. Shapes are without the batch: (height, width, channels), (steps, values) or (values). */
export type LayerOperation =
  | { readonly op: 'input'; readonly shape: readonly number[] }
  | {
      readonly op: 'conv2d'
      readonly filters: number
      readonly kernel: readonly [number, number]
      readonly stride: number
      readonly padding: 'same' | 'valid'
      readonly bias: boolean
      readonly activation?: 'relu'
    }
  | {
      readonly op: 'depthwiseConv2d'
      readonly kernel: readonly [number, number]
      readonly stride: number
      readonly padding: 'same' | 'valid'
      readonly bias: boolean
    }
  | { readonly op: 'zeroPad2d'; readonly padding: number }
  | { readonly op: 'maxPool2d' | 'averagePool2d'; readonly size: number; readonly stride: number }
  | { readonly op: 'globalAveragePool' }
  | { readonly op: 'dense'; readonly units: number; readonly bias: boolean; readonly activation?: 'relu' }
  | { readonly op: 'batchNorm'; readonly epsilon: number; readonly momentum: number }
  | { readonly op: 'layerNorm'; readonly epsilon: number }
  | { readonly op: 'relu' }
  | { readonly op: 'dropout'; readonly rate: number; readonly kind: DropoutKind }
  | { readonly op: 'permute'; readonly order: readonly number[] }
  | { readonly op: 'reshape'; readonly shape: readonly number[] }
  | { readonly op: 'flatten' }
  | { readonly op: 'crop2d'; readonly top: number; readonly bottom: number }
  | { readonly op: 'concat' }
  | { readonly op: 'add' }
  | {
      readonly op: 'lstm'
      readonly units: number
      readonly bias: boolean
      readonly direction: 'forward' | 'both'
      readonly sequences: boolean
    }

/**
 * What a dropout layer drops together: single values (`unit`, PyTorch's `Dropout`), whole channels of a picture
 * (`channel`, `Dropout2d`), or everything of an example (`example`: what PyTorch's `Dropout1d` does to a batch of vectors,
 * which it takes for one example of many channels).
 */
export type DropoutKind = 'unit' | 'channel' | 'example'

/**
 * A net as data: the layers in order, each naming those that it takes from; the last one is the output (logits). The
 * count of parameters ({@link netSize}), the TensorFlow.js model ({@link buildNet}) and what a model file may hold all
 * come from it. A `name` may hold letters, digits, `_` and `.`; it is the prefix of PyTorch's parameter names, so that
 * `block2.1.cnn1.0` here takes `block2.1.cnn1.0.weight` from a PyTorch file.
 */
export interface NetSpec {
  /** The architecture: `'small'`, `'resnet-v10'`, ... */
  readonly name: string
  readonly layers: readonly LayerSpec[]
}

/** One array of parameters of a layer. */
export interface WeightSpec {
  /** `LAYER/kind`, as TensorFlow.js names it. */
  readonly name: string
  readonly layer: string
  readonly kind: WeightKind
  readonly shape: readonly number[]
  /** False for the running values of batch normalization. */
  readonly trainable: boolean
}

export type WeightKind =
  'kernel' | 'depthwise_kernel' | 'bias' | 'gamma' | 'beta' | 'moving_mean' | 'moving_variance' | 'recurrent_kernel'
