export { experimentWorkers } from './node/experiment-workers'
export { readModel, writeModel } from './node/model-store'
export type { OpenTrialLog } from './node/trial-log'
export { openTrialLog } from './node/trial-log'
