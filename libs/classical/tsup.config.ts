import { library } from '../../tools/build/tsup'

export default library(
  {
    index: 'src/index.ts',
    node: 'src/node.ts',
    worker: 'src/worker.ts',
    'classical-worker': 'src/node/classical-worker.ts',
  },
  {
    // src/node/module-url.ts reads import.meta.url where there is one.
    esbuildOptions: options => {
      options.sourcesContent = false
      options.logOverride = { 'empty-import-meta': 'silent' }
    },
  },
)
