/**
 * The jobs of the nets' benchmark: one forward pass of one picture, and one step of training, for three of the nets.
 *
 * @typedef {{ net: 'csc461' | 'resnet' | 'small', size: number, batch: number, steps: number, widths?: number[] }} Job
 * @typedef {{ forward: number, step: number, gflop: number, detail: string }} Times seconds; GFLOP of one picture's forward pass
 */

/** @param {import('@tensorflow/tfjs').LayersModel} model @returns {number} operations of one picture's forward pass, 1e9 */
export function gflopOf(model) {
  let sum = 0
  for (const layer of model.layers) {
    const kernel = layer.getWeights()[0]
    if (layer.getClassName() === 'Conv2D') {
      const [, height, width] = /** @type {number[]} */ (layer.outputShape)
      sum += 2 * height * width * kernel.size
    }
    if (layer.getClassName() === 'Dense') sum += 2 * kernel.size
  }
  return sum / 1e9
}

/** @param {number[]} values */
export const least = values => Math.min(...values)

/**
 * A clock in seconds: of what this process computes, or of what passes meanwhile.
 *
 * @param {boolean} cpu
 * @returns {() => number}
 */
export function clock(cpu) {
  if (!cpu) return () => performance.now() / 1000
  return () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6
  }
}
