export type { NodeWorkersOptions } from './node/node-workers'
export { nodeWorkers } from './node/node-workers'
export { startThread } from './node/start-thread'
