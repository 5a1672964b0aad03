import { useEffect, useRef, useState } from 'preact/hooks'
import { signal } from '@preact/signals'
import type { App, Place } from '../state/app'
import { PLACES } from '../state/app'
import { droppedFiles } from '../state/dropped-files'
import { BatchView } from './batch-view'
import { Icon } from './icon'
import { LiveView } from './live-view'
import { Mark } from './mark'
import { ModelView } from './model-view'
import { SongView } from './song-view'

const TITLES: Readonly<Record<Place, string>> = { song: 'Song', live: 'Live', batch: 'Batch', model: 'Model' }

/** The whole page. */
export function AppView({ app }: { app: App }) {
  const place = app.place.value
  const main = useRef<HTMLElement>(null)
  const [dragging, setDragging] = useState(false)
  const first = useRef(true)
  useEffect(() => {
    document.title = place === 'song' ? 'genre' : `${TITLES[place]} · genre`
    if (!first.current) main.current?.focus({ preventScroll: true })
    first.current = false
    scrollTo(0, 0)
  }, [place])
  useDrop(app, setDragging)
  return (
    <div class="page" data-dragging={dragging || undefined}>
      <a class="skip" href="#main" onClick={event => (event.preventDefault(), main.current?.focus())}>
        Skip to the content
      </a>
      <header class="masthead">
        <a class="brand" href="#song" aria-label="genre, to the start" onClick={() => app.song.close()}>
          <Mark />
          <span>genre</span>
        </a>
        <nav aria-label="Parts of the page">
          {PLACES.map(each => (
            <a key={each} href={`#${each}`} aria-current={each === place ? 'page' : undefined}>
              {TITLES[each]}
            </a>
          ))}
        </nav>
        <ThemeButton app={app} />
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {place === 'song' && <SongView app={app} />}
        {place === 'live' && <LiveView app={app} />}
        {place === 'batch' && <BatchView app={app} />}
        {place === 'model' && <ModelView app={app} />}
      </main>
      <footer class="colophon">
        <p>Everything happens on this machine. Nothing is sent anywhere, and it works without a network.</p>
        <p>
          It knows ten genres of around the year 2000 and answers with one of them, whatever it hears.{' '}
          <a href="#model">How good it is</a>
        </p>
      </footer>
      <div class="drop-veil" aria-hidden="true">
        <span>{place === 'batch' ? 'Drop them all.' : 'Let go.'}</span>
      </div>
    </div>
  )
}

function ThemeButton({ app }: { app: App }) {
  const dark = app.theme.theme.value === 'dark'
  return (
    <button
      type="button"
      class="plain icon"
      aria-pressed={dark}
      aria-label="Dark"
      title="Dark or light"
      onClick={() => app.theme.toggle()}
    >
      <Icon name={dark ? 'moon' : 'sun'} />
    </button>
  )
}

/** Files may be dropped anywhere: one is a song, several are a batch. */
function useDrop(app: App, setDragging: (dragging: boolean) => void): void {
  useEffect(() => {
    const inside = signal(0)
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const enter = (event: DragEvent) => hasFiles(event) && setDragging(++inside.value > 0)
    const leave = (event: DragEvent) => hasFiles(event) && setDragging(--inside.value > 0)
    const over = (event: DragEvent) => hasFiles(event) && event.preventDefault()
    const drop = async (event: DragEvent) => {
      if (!event.dataTransfer || !hasFiles(event)) return
      event.preventDefault()
      inside.value = 0
      setDragging(false)
      const { files, folder } = await droppedFiles(event.dataTransfer)
      if (files.length === 0) return
      if (app.place.value === 'batch' || files.length > 1 || folder) {
        app.go('batch')
        app.batch.add(files, { folder })
      } else {
        app.go('song')
        void app.song.open(files[0].file, files[0].path)
      }
    }
    const listeners = { dragenter: enter, dragleave: leave, dragover: over, drop } as const
    for (const [type, listener] of Object.entries(listeners)) addEventListener(type, listener as EventListener)
    return () => {
      for (const [type, listener] of Object.entries(listeners)) removeEventListener(type, listener as EventListener)
    }
  }, [app, setDragging])
}
