import { parentPort } from 'node:worker_threads'
import { serveTasks } from '@genre/classical'
import type { ExperimentContext, ExperimentTask } from '../experiment/experiment-task'
import { EXPERIMENT } from '../experiment/run-experiment'
import { TaskRunner } from '../experiment/run-task'

serveTasks(
  {
    post: message => parentPort!.postMessage(message),
    listen: listener => void parentPort!.on('message', listener),
  },
  {
    [EXPERIMENT]: (context: ExperimentContext) => {
      const runner = new TaskRunner(context)
      return (task: ExperimentTask) => runner.run(task)
    },
  },
)
