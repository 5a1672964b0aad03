import * as tf from '@tensorflow/tfjs'

/** A net with every kind of layer that the architectures have, small enough for tests. */
export function tinyNet(): tf.LayersModel {
  const { layers, initializers } = tf
  let seed = 1
  const kernelInitializer = () => initializers.heNormal({ seed: seed++ })
  const input = tf.input({ shape: [20, 18, 1] })
  const apply = (layer: { apply(x: tf.SymbolicTensor): unknown }, x: tf.SymbolicTensor) =>
    layer.apply(x) as tf.SymbolicTensor
  let x = apply(layers.zeroPadding2d({ padding: 3 }), input)
  x = apply(layers.conv2d({ filters: 12, kernelSize: 2, strides: 2, kernelInitializer: kernelInitializer() }), x)
  x = apply(layers.batchNormalization({}), x)
  const skip = apply(layers.reLU(), x)
  x = apply(
    layers.conv2d({
      filters: 12,
      kernelSize: 3,
      padding: 'same',
      activation: 'relu',
      kernelInitializer: kernelInitializer(),
    }),
    skip,
  )
  x = apply(layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', depthwiseInitializer: kernelInitializer() }), x)
  x = layers.add().apply([x, skip]) as tf.SymbolicTensor
  x = apply(layers.maxPooling2d({ poolSize: 2 }), x)
  x = apply(layers.conv2d({ filters: 16, kernelSize: 1, kernelInitializer: kernelInitializer() }), x)
  x = apply(layers.averagePooling2d({ poolSize: 2 }), x)
  x = apply(layers.reshape({ targetShape: [3, 48] }), x)
  x = apply(
    layers.bidirectional({
      layer: layers.lstm({
        units: 8,
        kernelInitializer: kernelInitializer(),
        recurrentInitializer: initializers.glorotNormal({ seed: seed++ }),
      }) as tf.RNN,
      mergeMode: 'concat',
    }),
    x,
  )
  x = apply(layers.dropout({ rate: 0.2, seed: 3 }), x)
  x = apply(layers.layerNormalization({}), x)
  x = apply(layers.dense({ units: 20, activation: 'relu', kernelInitializer: kernelInitializer() }), x)
  x = apply(layers.dense({ units: 3, kernelInitializer: kernelInitializer() }), x)
  return tf.model({ inputs: input, outputs: x })
}

/** One step after another on the same pictures. */
export function trainer(net: tf.LayersModel): { step(): number; dispose(): void } {
  const x = tf.randomNormal([12, 20, 18, 1], 0, 1, 'float32', 7)
  const y = tf.oneHot(
    tf.tensor1d(
      Array.from({ length: 12 }, (_, i) => i % 3),
      'int32',
    ),
    3,
  )
  const optimizer = tf.train.adam(1e-3)
  return {
    step() {
      const loss = optimizer.minimize(
        () => tf.losses.softmaxCrossEntropy(y, net.apply(x, { training: true }) as tf.Tensor2D) as tf.Scalar,
        true,
      )!
      const [value] = loss.dataSync()
      loss.dispose()
      return value
    },
    dispose: () => tf.dispose([x, y]),
  }
}
