import * as tf from '@tensorflow/tfjs'
import type { SelectBackendOptions, Started } from './backend-choice'
import { findPeer, nodeMajor, requirePeer } from './optional-peer'
import { registerTensorflowGradients } from './tfjs-node-kernels'

/** From this version on Node lacks `util.isNullOrUndefined`, which tfjs-node 4.22 calls for every tensor. */
const FIRST_NODE_THAT_CRASHES = 23

/** TensorFlow's own library, through tfjs-node or tfjs-node-gpu. */
export async function startTfjsNode(
  name: 'tfjs-node' | 'tfjs-node-gpu',
  { peersFrom }: SelectBackendOptions,
): Promise<Started> {
  const major = nodeMajor()
  if (major === undefined) throw new Error('it is a native package, for Node only')
  const id = `@tensorflow/${name}`
  findPeer(id, peersFrom)
  if (major >= FIRST_NODE_THAT_CRASHES) {
    throw new Error(
      `${id} 4.22 crashes on Node ${FIRST_NODE_THAT_CRASHES} and later, and this is Node ${major}; use Node 22`,
    )
  }
  requirePeer(id, peersFrom)
  if (!(await tf.setBackend('tensorflow'))) throw new Error('its backend could not be started')
  const { isUsingGpuDevice } = tf.backend() as { isUsingGpuDevice?: boolean }
  if (name === 'tfjs-node-gpu' && !isUsingGpuDevice) throw new Error('it found no CUDA device')
  registerTensorflowGradients()
  return {
    tfjsName: 'tensorflow',
    description: isUsingGpuDevice ? 'TensorFlow on a CUDA device' : 'TensorFlow on the processor',
  }
}
