import { library } from '../../tools/build/tsup'

export default library(
  { index: 'src/index.ts', 'classify-worker': 'src/classify-worker.ts' },
  { format: ['esm'], platform: 'node' },
)
