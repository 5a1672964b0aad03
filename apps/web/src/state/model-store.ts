import { signal } from '@preact/signals'
import type { WorkerClient } from '../worker/client'
import type { ModelFacts } from '../worker/protocol'
import type { Words } from './words'
import { wordsOf } from './words'

/** Which model answers. Models are loaded when they are chosen. */
export class ModelStore {
  readonly shelf = signal<readonly string[]>([])
  readonly model = signal<ModelFacts | null>(null)
  readonly loading = signal(false)
  readonly trouble = signal<Words | null>(null)
  readonly #client: WorkerClient

  constructor(client: WorkerClient) {
    this.#client = client
  }

  /** The list of models, and the first of them. */
  async start(): Promise<void> {
    const first = this.#take({ name: null })
    this.shelf.value = await this.#client.call('shelf', null).catch(() => [])
    await first
  }

  choose(name: string): Promise<boolean> {
    return this.#take({ name })
  }

  /** A model file of one's own. */
  async load(file: File): Promise<void> {
    const taken = await this.#take({ file, name: file.name })
    const name = this.model.value?.name
    if (taken && name && !this.shelf.value.includes(name)) this.shelf.value = [...this.shelf.value, name]
  }

  readonly #files = new Map<string, File>()

  async #take(input: { name: string | null } | { file: File; name: string }): Promise<boolean> {
    this.loading.value = true
    this.trouble.value = null
    const kept = 'file' in input ? undefined : this.#files.get(input.name ?? '')
    try {
      const model = await this.#client.call('model', kept ? { file: kept, name: kept.name } : input)
      if ('file' in input) this.#files.set(model.name, input.file)
      this.model.value = model
      return true
    } catch (error) {
      this.trouble.value = wordsOf(error)
      return false
    } finally {
      this.loading.value = false
    }
  }
}
