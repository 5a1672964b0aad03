import { project } from '../../tools/build/vitest.ts'

export default project('web')
