import { describe } from 'vitest'
import { selectBackend } from '../../src/backend/select-backend'
import { hasPeer, peersFrom } from './peers'
import { gradientSuite } from './suite'

const start = async () => void (await selectBackend({ backends: ['tfjs-node'], peersFrom }))

describe.skipIf(!hasPeer('@tensorflow/tfjs-node'))('with tfjs-node', () => {
  gradientSuite('tfjs-node', start, {
    dilatedGradients: false,
    explicitPadding: false,
    unequalStrides: false,
    clippedMeanPool: true,
  })
})
