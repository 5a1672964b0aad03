import { computed, signal } from '@preact/signals'
import type { WorkerClient } from '../worker/client'
import type {
  Cleaning,
  Cutting,
  Explanation,
  Palette,
  Picture,
  Reading,
  SongFacts,
  Tasks,
  Tick,
} from '../worker/protocol'
import { DEFAULT_CUTTING } from './cutting'
import { ObjectUrls } from './object-url'
import type { Source } from './player'
import { Player } from './player'
import type { Words } from './words'
import { isCancel, wordsOf } from './words'

export const DEFAULT_CLEANING: Cleaning = { start: 0, end: 1, strength: 1.5 }

/** Width that spectrograms are computed at, pixels. */
const PICTURE_WIDTH = 1600

/** What the page is doing and how far it is, 0 to 1; `null` where that is not known. */
export interface Busy {
  readonly what: string
  readonly share: number | null
}

export interface CleanedView {
  readonly cleaning: Cleaning
  readonly before: Picture
  readonly after: Picture
  readonly reading: Reading
}

/** One song: what it is, what it is called, and why. */
export class SongStore {
  readonly facts = signal<SongFacts | null>(null)
  readonly reading = signal<Reading | null>(null)
  readonly asCommand = signal<Tasks['asCommand']['output'] | null>(null)
  readonly explanation = signal<Explanation | null>(null)
  readonly picture = signal<Picture | null>(null)
  readonly ticks = signal<readonly Tick[]>([])
  readonly palette = signal<Palette>('ink')
  readonly cutting = signal<Cutting>(DEFAULT_CUTTING)
  readonly cleaned = signal<CleanedView | null>(null)
  readonly busy = signal<Busy | null>(null)
  readonly trouble = signal<Words | null>(null)
  readonly player = new Player()
  readonly seconds = computed(() => this.facts.value?.seconds ?? 0)
  readonly #client: WorkerClient
  readonly #urls = new ObjectUrls()
  #opening = new AbortController()
  #reading = new AbortController()
  #waiting: ReturnType<typeof setTimeout> | undefined

  constructor(client: WorkerClient) {
    this.#client = client
  }

  /** Reads a file and names it. */
  open(file: Blob, name: string): Promise<void> {
    return this.#open((signal, onProgress) => this.#client.call('open', { file, name }, { signal, onProgress }), {
      key: 'original',
      label: 'As it is',
      url: this.#fresh(file),
    })
  }

  /** Composes a song and names it. */
  compose(genre: string, track: number): Promise<void> {
    this.#fresh(null)
    return this.#open(signal => this.#client.call('compose', { genre, track }, { signal }), null)
  }

  /** Back to the empty page. */
  close(): void {
    this.#opening.abort()
    this.#reading.abort()
    this.#fresh(null)
    void this.player.load([])
    this.facts.value = this.reading.value = this.explanation.value = this.picture.value = null
    this.asCommand.value = this.cleaned.value = this.busy.value = this.trouble.value = null
  }

  cut(cutting: Cutting): void {
    this.cutting.value = cutting
    if (!this.facts.value) return
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => void this.read(), 180)
  }

  /** Another model answers now. */
  async modelChanged(): Promise<void> {
    this.asCommand.value = null
    if (this.facts.value) await this.read()
  }

  async recolour(palette: Palette): Promise<void> {
    this.palette.value = palette
    if (this.facts.value) await this.#draw()
    const { cleaned } = this
    if (cleaned.value) await this.clean(cleaned.value.cleaning)
  }

  /** Names the song, cut as the sliders say; a reading under way is given up. */
  async read(): Promise<void> {
    this.#reading.abort()
    const { signal } = (this.#reading = new AbortController())
    try {
      this.busy.value = { what: 'Listening', share: 0 }
      const reading = await this.#client.call('read', this.cutting.value, {
        signal,
        onProgress: share => (this.busy.value = { what: 'Listening', share }),
      })
      this.reading.value = reading
      this.busy.value = null
      this.explanation.value = await this.#client.call('explain', this.cutting.value, { signal })
      this.asCommand.value ??= await this.#client.call('asCommand', null, { signal })
    } catch (error) {
      if (isCancel(error)) return
      this.#fail(error)
    }
  }

  /** Takes the noise of a stretch out of the whole song. */
  async clean(cleaning: Cleaning): Promise<void> {
    try {
      this.busy.value = { what: 'Taking the noise out', share: null }
      const { wav, ...view } = await this.#client.call('clean', {
        ...cleaning,
        ...this.cutting.value,
        palette: this.palette.value,
        width: PICTURE_WIDTH / 2,
      })
      this.cleaned.value = { cleaning, ...view }
      this.player.offer({ key: 'clean', label: 'Without noise', url: this.#urls.of(wav) })
      if (this.player.current.value === 'clean') await this.player.choose('clean')
      this.busy.value = null
    } catch (error) {
      this.#fail(error)
    }
  }

  cancel(): void {
    this.#opening.abort()
    this.#reading.abort()
    this.busy.value = null
  }

  async #open(
    task: (signal: AbortSignal, onProgress: (share: number) => void) => Promise<SongFacts>,
    original: Source | null,
  ): Promise<void> {
    this.#opening.abort()
    this.#reading.abort()
    const { signal } = (this.#opening = new AbortController())
    this.trouble.value = null
    this.facts.value = this.reading.value = this.explanation.value = this.picture.value = null
    this.asCommand.value = this.cleaned.value = null
    try {
      this.busy.value = { what: original ? 'Reading' : 'Composing', share: original ? 0 : null }
      const facts = await task(signal, share => (this.busy.value = { what: 'Reading', share }))
      this.facts.value = facts
      await this.player.load([...(original ? [original] : []), this.#heard()])
      await this.#draw()
      await this.read()
    } catch (error) {
      if (isCancel(error)) return
      this.#fail(error)
    }
  }

  #heard(): Source {
    let url: Promise<string> | undefined
    const make = async () => this.#urls.of(await this.#client.call('heard', null))
    return { key: 'heard', label: 'As the model hears it', url: () => (url ??= make()) }
  }

  async #draw(): Promise<void> {
    const { picture, ticks } = await this.#client.call('picture', { palette: this.palette.value, width: PICTURE_WIDTH })
    this.picture.value = picture
    this.ticks.value = ticks
  }

  /** Forgets the last song's sounds and gives the next one's address. */
  #fresh(file: Blob | null): string {
    this.player.stop()
    this.#urls.revoke()
    return file ? this.#urls.of(file) : ''
  }

  #fail(error: unknown): void {
    this.busy.value = null
    if (isCancel(error)) return
    this.trouble.value = wordsOf(error)
    if (!this.reading.value) this.facts.value = this.picture.value = null
  }
}
