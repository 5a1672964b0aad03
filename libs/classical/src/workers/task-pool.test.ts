import { InvalidParameterError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { serveTasks } from './serve-tasks'
import type { FromWorker, ToWorker, WorkerEvent, WorkerLike } from './worker-like'
import { TaskPool } from './task-pool'

/** A worker on this thread: messages take a turn of the event loop, as they do between threads. */
class Echo implements WorkerLike {
  static alive = 0
  contexts = 0
  #isOver = false
  #listeners: { type: string; listener: (event: WorkerEvent) => void }[] = []
  #receive: (message: ToWorker) => void = () => undefined

  constructor() {
    Echo.alive++
    serveTasks(
      {
        post: (message: FromWorker) => void setTimeout(() => this.emit('message', { data: message })),
        listen: listener => (this.#receive = listener),
      },
      {
        scale: (factor: number) => async (task: { value: number; wait?: number; fail?: string }) => {
          await new Promise(resolve => setTimeout(resolve, task.wait ?? 0))
          if (task.fail) throw new InvalidParameterError({ parameter: task.fail, received: 0, allowed: 'else' })
          return factor * task.value
        },
        broken: () => {
          throw new TypeError('no such table')
        },
      },
    )
  }

  emit(type: string, event: WorkerEvent): void {
    if (!this.#isOver) for (const one of this.#listeners) if (one.type === type) one.listener(event)
  }

  postMessage(message: unknown): void {
    const copy = structuredClone(message) as ToWorker
    if (copy.type === 'work') this.contexts++
    setTimeout(() => this.#receive(copy))
  }

  addEventListener(type: string, listener: (event: WorkerEvent) => void): void {
    this.#listeners.push({ type, listener })
  }

  async terminate(): Promise<void> {
    if (!this.#isOver) Echo.alive--
    this.#isOver = true
    return Promise.resolve()
  }
}

function pool(jobs: number): { workers: TaskPool; started: Echo[] } {
  const started: Echo[] = []
  const start = () => {
    started.push(new Echo())
    return started.at(-1)!
  }
  return { workers: new TaskPool(start, { jobs }), started }
}

const values = Array.from({ length: 7 }, (_, value) => ({ value, wait: (value * 5) % 4 }))

describe('TaskPool', () => {
  it.each([1, 2, 3, 20])('answers in the order of the tasks with %i jobs', async jobs => {
    const { workers, started } = pool(jobs)
    const seen: number[] = []
    const onAnswer = (answer: number) => seen.push(answer)
    const answers = await workers.run({ kind: 'scale', context: 3, tasks: values }, { onAnswer })
    expect(answers).toEqual([0, 3, 6, 9, 12, 15, 18])
    expect(seen.sort((a, b) => a - b)).toEqual(answers)
    expect(started).toHaveLength(Math.min(jobs, 7))
    await workers.close()
    expect(workers.running).toBe(0)
    expect(Echo.alive).toBe(0)
  })

  it('keeps its threads for the next work, and posts the same context once', async () => {
    const { workers, started } = pool(2)
    const context = { valueOf: 2 } as never
    await workers.run({ kind: 'scale', context, tasks: values })
    await workers.run({ kind: 'scale', context, tasks: values })
    expect(started.map(worker => worker.contexts)).toEqual([1, 1])
    const both = [1, 2].map(factor => workers.run({ kind: 'scale', context: factor, tasks: values.slice(0, 3) }))
    expect(await Promise.all(both)).toEqual([
      [0, 1, 2],
      [0, 2, 4],
    ])
    expect(started).toHaveLength(2)
    await workers.close()
  })

  it('throws the error of the first task that fails, whichever fails first, as what it was', async () => {
    const tasks = [{ value: 1 }, { value: 1, wait: 30, fail: 'slow' }, { value: 1, fail: 'fast' }, ...values]
    for (const jobs of [1, 2, 3]) {
      const { workers } = pool(jobs)
      const error = await workers.run({ kind: 'scale', context: 1, tasks }).catch((e: unknown) => e)
      expect(error).toBeInstanceOf(InvalidParameterError)
      expect(error).toMatchObject({
        parameter: 'slow',
        code: 'INVALID_PARAMETER',
        message: 'slow must be else; received 0',
      })
      expect(Echo.alive).toBe(0)
      // The pool is as good as new.
      expect(await workers.run({ kind: 'scale', context: 1, tasks: values })).toHaveLength(7)
      await workers.close()
    }
  })

  it('reports what goes wrong before a task', async () => {
    const { workers } = pool(2)
    await expect(workers.run({ kind: 'broken', context: 1, tasks: values })).rejects.toThrow(/^no such table$/)
    await expect(workers.run({ kind: 'fly', context: 1, tasks: values })).rejects.toThrow(
      /kind must be one of scale, broken/,
    )
    await expect(workers.run({ kind: 'scale', context: () => 1, tasks: values })).rejects.toThrow(/could not be cloned/)
    expect(Echo.alive).toBe(0)
    await workers.close()
  })

  it('leaves no worker when it is cancelled, before or during work', async () => {
    const { workers } = pool(3)
    const early = workers.run(
      { kind: 'scale', context: 1, tasks: values },
      { signal: AbortSignal.abort(new Error('no')) },
    )
    await expect(early).rejects.toThrow('no')
    const controller = new AbortController()
    const long = values.map(({ value }) => ({ value, wait: 10_000 }))
    const work = workers.run({ kind: 'scale', context: 1, tasks: long }, { signal: controller.signal })
    setTimeout(() => controller.abort(new Error('enough')), 5)
    await expect(work).rejects.toThrow('enough')
    expect(Echo.alive).toBe(0)
    expect(workers.running).toBe(0)
  })

  it('says which task a worker broke down over', async () => {
    const { workers, started } = pool(2)
    const tasks = values.map(({ value }) => ({ value, wait: 1000 }))
    const describe = ({ value }: { value: number }) => `C = ${value}`
    const work = workers.run({ kind: 'scale', context: 1, tasks, describe })
    setTimeout(() => started[1].emit('error', { message: 'out of memory' }), 5)
    await expect(work).rejects.toMatchObject({
      code: 'WORKER',
      message: 'a worker thread broke down (C = 1): out of memory',
    })
    expect(Echo.alive).toBe(0)
  })

  it('does nothing for no tasks, and nothing after close', async () => {
    const { workers, started } = pool(2)
    expect(await workers.run({ kind: 'scale', context: 1, tasks: [] })).toEqual([])
    expect(started).toHaveLength(0)
    await workers.close()
    await expect(workers.run({ kind: 'scale', context: 1, tasks: values })).rejects.toThrow(/closed/)
  })

  it('refuses other parameters', () => {
    expect(() => new TaskPool(() => new Echo(), { jobs: 0 })).toThrow(InvalidParameterError)
    expect(() => new TaskPool('worker.js' as never, { jobs: 1 })).toThrow(/start/)
  })
})
