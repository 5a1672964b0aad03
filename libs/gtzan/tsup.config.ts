import { library } from '../../tools/build/tsup'

export default library(
  {
    index: 'src/index.ts',
    node: 'src/node.ts',
    'batch-worker': 'src/node/batch-worker.ts',
    'extract-worker': 'src/node/extract-worker.ts',
    'health-worker': 'src/node/health-worker.ts',
    'synthesize-worker': 'src/node/synthesize-worker.ts',
  },
  {
    // src/node/module-url.ts reads import.meta.url where there is one.
    esbuildOptions: options => {
      options.logOverride = { 'empty-import-meta': 'silent' }
    },
  },
)
