import { computed, signal } from '@preact/signals'
import type { WorkerClient } from '../worker/client'
import type { BatchAnswer } from '../worker/protocol'
import type { Words } from './words'
import { isCancel, wordsOf } from './words'

export interface BatchRow {
  readonly id: number
  readonly file: File
  /** The path within the folder that was dropped, or the name. */
  readonly path: string
  readonly state: 'waiting' | 'reading' | 'done' | 'failed'
  readonly answer?: BatchAnswer
  readonly words?: Words
}

/** A file and where it lay. */
export interface FoundFile {
  readonly file: File
  readonly path: string
}

/** Many files, one after the other. */
export class BatchStore {
  readonly rows = signal<readonly BatchRow[]>([])
  readonly running = signal(false)
  readonly finished = computed(
    () => this.rows.value.filter(row => row.state === 'done' || row.state === 'failed').length,
  )
  /** What was dropped and is no audio by its name, left out of the table. */
  readonly leftOut = signal(0)
  readonly #client: WorkerClient
  #controller = new AbortController()
  #next = 0

  constructor(client: WorkerClient) {
    this.#client = client
  }

  /** Adds files; those of a folder that are no audio by their name are passed over. */
  add(found: readonly FoundFile[], { folder }: { folder: boolean }): void {
    const wanted = folder ? found.filter(({ file }) => mayBeAudio(file)) : found
    this.leftOut.value += found.length - wanted.length
    const rows = wanted.map(({ file, path }) => ({ id: this.#next++, file, path, state: 'waiting' as const }))
    this.rows.value = [...this.rows.value, ...rows]
    void this.run()
  }

  /** Goes through what waits. */
  async run(): Promise<void> {
    if (this.running.value) return
    this.running.value = true
    const { signal } = (this.#controller = new AbortController())
    try {
      for (;;) {
        const row = this.rows.value.find(each => each.state === 'waiting')
        if (!row || signal.aborted) break
        this.#set(row.id, { state: 'reading' })
        try {
          const answer = await this.#client.call('batch', { file: row.file, name: row.path }, { signal })
          this.#set(row.id, { state: 'done', answer })
        } catch (error) {
          if (isCancel(error)) this.#set(row.id, { state: 'waiting' })
          else this.#set(row.id, { state: 'failed', words: wordsOf(error) })
        }
      }
    } finally {
      this.running.value = false
    }
  }

  cancel(): void {
    this.#controller.abort()
  }

  clear(): void {
    this.cancel()
    this.rows.value = []
    this.leftOut.value = 0
  }

  #set(id: number, change: Partial<BatchRow>): void {
    this.rows.value = this.rows.value.map(row => (row.id === id ? { ...row, ...change } : row))
  }
}

const AUDIO = /\.(wav|wave|mp3|mp2|flac|ogg|oga|opus|m4a|m4b|mp4|mov|aac|aif|aiff|aifc|au|snd|wma|rf64|w64)$/i

function mayBeAudio(file: File): boolean {
  return file.type.startsWith('audio/') || AUDIO.test(file.name)
}
