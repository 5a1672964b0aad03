import { selectBackend } from '../../src/backend/select-backend'
import { gradientSuite } from './suite'

const start = async () => void (await selectBackend({ backends: ['cpu'] }))

// tfjs refuses gradients of dilated windows, and divides by the whole window at the border of an average pooling.
gradientSuite('cpu', start, {
  dilatedGradients: false,
  explicitPadding: true,
  unequalStrides: true,
  clippedMeanPool: false,
})
