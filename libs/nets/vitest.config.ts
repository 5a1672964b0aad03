import { project } from '../../tools/build/vitest'

export default project('nets')
