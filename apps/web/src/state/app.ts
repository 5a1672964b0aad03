import { signal } from '@preact/signals'
import type { WorkerClient } from '../worker/client'
import { BatchStore } from './batch-store'
import { LiveStore } from './live-store'
import { ModelStore } from './model-store'
import { SongStore } from './song-store'
import { ThemeStore } from './theme'

export const PLACES = ['song', 'live', 'batch', 'model'] as const
export type Place = (typeof PLACES)[number]

/** Everything that the page knows; made once. */
export class App {
  readonly place = signal<Place>('song')
  readonly theme = new ThemeStore()
  readonly models: ModelStore
  readonly song: SongStore
  readonly live: LiveStore
  readonly batch: BatchStore

  constructor(client: WorkerClient) {
    this.models = new ModelStore(client)
    this.song = new SongStore(client)
    this.live = new LiveStore(client)
    this.batch = new BatchStore(client)
    const follow = () => (this.place.value = placeOf(location.hash))
    addEventListener('hashchange', follow)
    follow()
    this.ready = this.models.start()
  }

  go(place: Place): void {
    location.hash = place
  }

  /** Settles when the first model was loaded, or could not be. */
  readonly ready: Promise<void>

  /** Another model; what is on the page is named again. */
  async chooseModel(choice: string | File): Promise<void> {
    const before = this.models.model.value
    await (typeof choice === 'string' ? this.models.choose(choice) : this.models.load(choice))
    if (this.models.model.value !== before) await this.song.modelChanged()
  }
}

function placeOf(hash: string): Place {
  return PLACES.find(place => hash === `#${place}`) ?? 'song'
}
