import { library } from '../../tools/build/tsup'

export default library(
  {
    index: 'src/index.ts',
    nets: 'src/nets.ts',
    node: 'src/node.ts',
    'experiment-worker': 'src/node/experiment-worker.ts',
  },
  {
    // src/node/experiment-workers.ts reads import.meta.url where there is one.
    esbuildOptions: options => {
      options.sourcesContent = false
      options.logOverride = { 'empty-import-meta': 'silent' }
    },
  },
)
