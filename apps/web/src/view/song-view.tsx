import type { App } from '../state/app'
import { BusyLine } from './busy-line'
import { CuttingPanel } from './cutting-panel'
import { NoisePanel } from './noise-panel'
import { Notice } from './notice'
import { ReasonsPanel } from './reasons-panel'
import { SongStart } from './song-start'
import { SongTimeline } from './song-timeline'
import { Verdict } from './verdict'

/** One song. */
export function SongView({ app }: { app: App }) {
  const { song } = app
  const open = song.facts.value !== null
  return (
    <>
      <Notice words={song.trouble.value ?? app.models.trouble.value} />
      {!open && <SongStart app={app} />}
      {open && (
        <>
          <Verdict app={app} />
          <SongTimeline app={app} />
          <div class="panels">
            <CuttingPanel app={app} />
            <ReasonsPanel app={app} />
          </div>
          <NoisePanel app={app} />
        </>
      )}
      <BusyLine busy={song.busy.value} onCancel={() => (open ? song.cancel() : song.close())} />
    </>
  )
}
