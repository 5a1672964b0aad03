export { writeAtomic } from './node/write-atomic'
