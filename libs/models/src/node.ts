export { readModel, writeModel } from './node/model-store'
