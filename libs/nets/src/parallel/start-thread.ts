/** A running thread. */
export interface Thread {
  end(): void
}

interface NodeWorker {
  unref(): void
  terminate(): Promise<unknown>
  on(event: 'error', listener: (error: Error) => void): void
}

interface NodeThreads {
  Worker: new (code: string, options: { eval: true; workerData: unknown; execArgv: string[] }) => NodeWorker
}

/** Node's module, without an import that a browser's bundler would trip over. */
export function nodeBuiltin<Module>(name: string): Module | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } }
  return process?.getBuiltinModule?.(name) as Module | undefined
}

/**
 * Runs a function on a thread of its own, with data that can be sent there. The function travels as text: it can use nothing from
 * around it.
 */
export function startThread<Data extends object>(program: (data: Data) => void, data: Data): Thread {
  const node = nodeBuiltin<NodeThreads>('node:worker_threads')
  if (node) {
    const code = `(${program.toString()})(require('node:worker_threads').workerData)`
    const worker = new node.Worker(code, { eval: true, workerData: data, execArgv: [] })
    worker.on('error', () => undefined)
    worker.unref()
    return { end: () => void worker.terminate() }
  }
  const code = `onmessage = event => (${program.toString()})(event.data)`
  const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
  const worker = new Worker(url)
  worker.postMessage(data)
  return {
    end: () => {
      worker.terminate()
      URL.revokeObjectURL(url)
    },
  }
}
