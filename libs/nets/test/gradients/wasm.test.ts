import { selectBackend } from '../../src/backend/select-backend'
import { gradientSuite } from './suite'

const start = async () => void (await selectBackend({ backends: ['wasm'], threads: 2 }))

gradientSuite('wasm', start, {
  dilatedGradients: true,
  explicitPadding: true,
  unequalStrides: true,
  clippedMeanPool: true,
})
