import { library } from '../../tools/build/tsup'

export default library({ index: 'src/index.ts' }, { format: ['esm'], platform: 'node' })
