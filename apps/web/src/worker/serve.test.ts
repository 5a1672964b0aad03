import { AudioFileError } from '@genre/gtzan'
import { describe, expect, it, vi } from 'vitest'
import { WorkerClient } from './client'
import type { Handlers } from './serve'
import { serve } from './serve'

/** A client and a server over a message channel instead of a worker. */
function pair(handlers: Partial<Handlers>) {
  const { port1, port2 } = new MessageChannel()
  const scope = {
    postMessage: (message: unknown, transfer: Transferable[] = []) => port2.postMessage(message, transfer),
    addEventListener: (_: 'message', listener: (event: never) => void) =>
      port2.addEventListener('message', listener as never),
  }
  serve(scope as never, handlers as Handlers)
  port1.start()
  port2.start()
  const client = new WorkerClient(port1 as unknown as Worker)
  return { client, close: () => (port1.close(), port2.close()) }
}

describe('WorkerClient and serve', () => {
  it('answer, with progress', async () => {
    const { client, close } = pair({
      read: ({ chunk }, { onProgress }) => {
        onProgress(0.5)
        return { output: { genre: `${chunk} s` } as never }
      },
    })
    const onProgress = vi.fn()
    expect(await client.call('read', { chunk: 4, overlap: 2 }, { onProgress })).toEqual({ genre: '4 s' })
    expect(onProgress.mock.calls).toEqual([[0.5]])
    close()
  })

  it('carry the words of an error', async () => {
    const { client, close } = pair({
      heard: () => {
        throw new AudioFileError({ file: 'a.mp3', problem: 'not-audio', reason: 'it is text' })
      },
    })
    await expect(client.call('heard', null)).rejects.toMatchObject({
      trouble: { code: 'DECODE', problem: 'not-audio', message: 'a.mp3: it is text' },
    })
    close()
  })

  it('cancel', async () => {
    let stopped = false
    const { client, close } = pair({
      read: (_, { signal }) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => {
            stopped = true
            reject(signal.reason as Error)
          }),
        ),
    })
    const controller = new AbortController()
    const call = client.call('read', { chunk: 4, overlap: 2 }, { signal: controller.signal })
    controller.abort()
    await expect(call).rejects.toMatchObject({ trouble: { code: 'ABORTED' } })
    await vi.waitFor(() => expect(stopped).toBe(true))
    await expect(client.call('heard', null, { signal: controller.signal })).rejects.toMatchObject({
      trouble: { code: 'ABORTED' },
    })
    close()
  })
})
