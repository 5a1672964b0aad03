import { signal } from '@preact/signals'
import type { Microphone } from '../audio/microphone'
import { openMicrophone } from '../audio/microphone'
import type { WorkerClient } from '../worker/client'
import type { Cutting, LiveRecording, LiveUpdate, Palette } from '../worker/protocol'
import { ObjectUrls } from './object-url'
import { Player } from './player'
import type { Words } from './words'
import { isCancel, wordsOf } from './words'

export type LiveState = 'idle' | 'asking' | 'learning' | 'listening' | 'finishing'

export interface LiveMoment {
  readonly seconds: number
  readonly probabilities: readonly number[]
}

/** The microphone: learns the room's noise, then names what it hears every second. */
export class LiveStore {
  readonly state = signal<LiveState>('idle')
  readonly device = signal<{ label: string; sampleRate: number } | null>(null)
  readonly seconds = signal(0)
  readonly level = signal(-120)
  readonly silent = signal(false)
  readonly now = signal<readonly number[] | null>(null)
  readonly soFar = signal<readonly number[] | null>(null)
  readonly history = signal<readonly LiveMoment[]>([])
  readonly cleanFirst = signal(true)
  readonly recording = signal<(LiveRecording & { rawUrl: string; cleanUrl: string }) | null>(null)
  readonly trouble = signal<Words | null>(null)
  readonly player = new Player()
  /** New columns of the spectrograms go to whoever draws them. */
  onColumns: (update: Extract<LiveUpdate, { kind: 'columns' }>) => void = () => {}
  readonly #client: WorkerClient
  readonly #urls = new ObjectUrls()
  #microphone: Microphone | null = null

  constructor(client: WorkerClient) {
    this.#client = client
  }

  async start(cutting: Cutting, palette: Palette): Promise<void> {
    if (this.state.value !== 'idle') return
    this.trouble.value = this.recording.value = this.now.value = this.soFar.value = null
    this.history.value = []
    this.seconds.value = 0
    this.silent.value = false
    await this.player.load([])
    this.#urls.revoke()
    this.state.value = 'asking'
    try {
      const microphone = (this.#microphone = await openMicrophone())
      const { label, sampleRate, port } = microphone
      this.device.value = { label, sampleRate }
      this.state.value = 'learning'
      const recording = await this.#client.call(
        'live',
        { port, sampleRate, cutting, palette, cleanFirst: this.cleanFirst.value },
        { transfer: [port], onProgress: update => this.#hear(update) },
      )
      const rawUrl = this.#urls.of(recording.raw)
      const cleanUrl = this.#urls.of(recording.clean)
      this.recording.value = { ...recording, rawUrl, cleanUrl }
      await this.player.load([
        { key: 'before', label: 'Before', url: rawUrl },
        { key: 'after', label: 'After', url: cleanUrl },
      ])
    } catch (error) {
      if (!isCancel(error)) this.trouble.value = wordsOf(error)
    } finally {
      await this.#microphone?.close()
      this.#microphone = null
      this.state.value = 'idle'
    }
  }

  async stop(): Promise<void> {
    if (this.state.value !== 'learning' && this.state.value !== 'listening') return
    this.state.value = 'finishing'
    await this.#client.call('liveControl', { stop: true })
  }

  /** The next second is nothing but the room. */
  async learn(): Promise<void> {
    await this.#client.call('liveControl', { learn: true })
  }

  async setCleanFirst(cleanFirst: boolean): Promise<void> {
    this.cleanFirst.value = cleanFirst
    await this.#client.call('liveControl', { cleanFirst })
  }

  #hear(update: LiveUpdate): void {
    this.seconds.value = update.seconds
    switch (update.kind) {
      case 'columns':
        this.level.value = update.level
        if (this.state.value !== 'finishing') this.state.value = update.learning ? 'learning' : 'listening'
        this.onColumns(update)
        break
      case 'reading':
        this.silent.value = false
        this.now.value = update.now
        this.soFar.value = update.soFar
        this.history.value = [...this.history.value, { seconds: update.seconds, probabilities: update.now }]
        break
      case 'silent':
        this.silent.value = true
        break
    }
  }
}
