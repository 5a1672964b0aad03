import { library } from '../../tools/build/tsup'

export default library({ index: 'src/index.ts', node: 'src/node.ts', wasm: 'src/wasm.ts' })
