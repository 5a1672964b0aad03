import { describe } from 'vitest'
import { selectBackend } from '../../src/backend/select-backend'
import { hasPeer, peersFrom } from './peers'
import { gradientSuite } from './suite'

const start = async () => void (await selectBackend({ backends: ['webgpu'], softwareAdapter: true, peersFrom }))

/** SwiftShader, where VK_DRIVER_FILES names its driver, or a real adapter. */
describe.skipIf(!hasPeer('webgpu') || !hasPeer('@tensorflow/tfjs-backend-webgpu'))('with webgpu', () => {
  gradientSuite('webgpu', start, {
    dilatedGradients: false,
    explicitPadding: true,
    unequalStrides: true,
    clippedMeanPool: false,
  })
})
