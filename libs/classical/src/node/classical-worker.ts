import { parentPort } from 'node:worker_threads'
import { serveClassical } from '../workers/serve-classical'

serveClassical({
  post: message => parentPort!.postMessage(message),
  listen: listener => void parentPort!.on('message', listener),
})
