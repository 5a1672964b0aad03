import { project } from '../../tools/build/vitest.ts'

export default project('viz')
