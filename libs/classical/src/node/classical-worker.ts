import { parentPort } from 'node:worker_threads'
import { fromJSON } from '../from-json'
import { FOLDS, handleFolds } from '../model-selection/fold-work'
import { serveTasks } from '../workers/serve-tasks'

serveTasks(
  {
    post: message => parentPort!.postMessage(message),
    listen: listener => void parentPort!.on('message', listener),
  },
  { [FOLDS]: handleFolds(fromJSON) },
)
