// A net trained in Node for the page to read: its files, pictures and the logits that Node gives for them.
import { RandomState } from '@genre/core'
import {
  memoryStore,
  pixelsToInput,
  predictLogits,
  saveModel,
  selectBackend,
  small,
  squarePictures,
  train,
} from '@genre/nets'

/** @returns {Promise<object>} */
export default async function given() {
  const { name } = await selectBackend({ backends: ['wasm', 'cpu'], threads: 1 })
  const random = new RandomState(1)
  const shape = [12, 24, 25, 1]
  const pictures = random.standardNormal(12 * 24 * 25)
  const labels = Array.from({ length: 12 }, (_, i) => i % 3)
  const net = small({ input: [24, 25, 1], widths: [4, 6, 8], classes: 3, randomState: 1 })
  await train(net, { inputs: { data: pictures, shape }, labels }, { epochs: 2, batchSize: 6, randomState: 1 })
  /** @type {Map<string, Uint8Array>} */
  const files = new Map()
  await saveModel(memoryStore(files), net, { classes: ['blues', 'jazz', 'rock'], protocol: 'row', seed: 1 })
  const samples = Float32Array.from(random.uniform(-0.5, 0.5, 36000))
  const [picture] = squarePictures({ samples, sampleRate: 12000 })
  return {
    trainedOn: name,
    files: Object.fromEntries([...files].map(([file, content]) => [file, Buffer.from(content).toString('base64')])),
    shape,
    pictures: Array.from(pictures),
    logits: Array.from(await predictLogits(net, { data: pictures, shape })),
    samples: Array.from(samples),
    pixels: Array.from(pixelsToInput([picture]).data.subarray(0, 20_000)),
  }
}
