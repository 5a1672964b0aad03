import { signal } from '@preact/signals'

/** A sound that may be played: `original` is the file itself, the others are made by the page. */
export interface Source {
  readonly key: string
  readonly label: string
  /** An object URL, or a function that makes the sound when it is first wanted. */
  readonly url: string | (() => Promise<string>)
}

/** Plays one of several versions of the same sound; changing the version keeps the place. */
export class Player {
  readonly sources = signal<readonly Source[]>([])
  readonly current = signal<string>('')
  readonly playing = signal(false)
  /** Seconds. */
  readonly time = signal(0)
  /** Set when the browser cannot play the file itself and another version plays. */
  readonly note = signal('')
  readonly #audio = new Audio()
  #stopAt = Infinity
  #wanted = 0

  constructor() {
    const audio = this.#audio
    audio.preload = 'auto'
    audio.addEventListener('play', () => {
      this.playing.value = true
      this.#follow()
    })
    for (const type of ['pause', 'ended'] as const) {
      audio.addEventListener(type, () => (this.playing.value = false))
    }
    audio.addEventListener('error', () => this.#next())
  }

  /** Takes new versions of a sound and stops; the first is taken. */
  async load(sources: readonly Source[]): Promise<void> {
    this.stop()
    this.sources.value = sources
    this.note.value = ''
    this.time.value = 0
    if (sources.length > 0) await this.choose(sources[0].key)
  }

  /** Adds a version or replaces it. */
  offer(source: Source): void {
    this.sources.value = [...this.sources.value.filter(each => each.key !== source.key), source]
  }

  withdraw(key: string): void {
    this.sources.value = this.sources.value.filter(each => each.key !== key)
    if (this.current.value === key && this.sources.value.length > 0) void this.choose(this.sources.value[0].key)
  }

  async choose(key: string): Promise<void> {
    const source = this.sources.value.find(each => each.key === key)
    if (!source) return
    const wanted = ++this.#wanted
    const resume = this.playing.value
    const at = this.time.value
    this.current.value = key
    const url = typeof source.url === 'string' ? source.url : await source.url()
    if (wanted !== this.#wanted) return
    this.#audio.src = url
    this.#audio.currentTime = at
    if (resume) await this.#play()
  }

  async toggle(): Promise<void> {
    if (this.playing.value) return this.#audio.pause()
    this.#stopAt = Infinity
    if (this.#audio.ended) this.seek(0)
    await this.#play()
  }

  /** Plays one stretch and stops. */
  async playBetween(start: number, end: number): Promise<void> {
    this.seek(start)
    this.#stopAt = end
    await this.#play()
  }

  seek(time: number): void {
    this.#stopAt = Infinity
    this.time.value = time
    this.#audio.currentTime = time
  }

  stop(): void {
    this.#audio.pause()
    this.#audio.removeAttribute('src')
  }

  async #play(): Promise<void> {
    try {
      await this.#audio.play()
    } catch {
      // paused again before it began, or the file cannot be played: the error event says which
    }
  }

  #follow(): void {
    const step = () => {
      if (this.#audio.currentTime >= this.#stopAt) {
        this.#audio.pause()
        this.#audio.currentTime = this.#stopAt
        this.#stopAt = Infinity
      }
      this.time.value = this.#audio.currentTime
      if (this.playing.value) requestAnimationFrame(step)
    }
    requestAnimationFrame(step)
  }

  /** The file cannot be played by the browser: the next version instead. */
  #next(): void {
    if (!this.#audio.hasAttribute('src')) return
    const sources = this.sources.value
    const at = sources.findIndex(each => each.key === this.current.value)
    const next = sources[at + 1]
    if (at < 0 || !next) return
    this.note.value = 'The browser cannot play this kind of file, so you hear what the model hears.'
    this.sources.value = sources.filter((_, k) => k !== at)
    void this.choose(next.key)
  }
}
