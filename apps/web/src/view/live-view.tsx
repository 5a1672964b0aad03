import { useSignalEffect } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { App } from '../state/app'
import { clock, percent, ranking } from '../state/format'
import { GenreBars } from './genre-bars'
import { genreClass, genreName } from './genre-color'
import { Icon } from './icon'
import { LiveSpectrograms } from './live-spectrograms'
import { Notice } from './notice'
import { Ribbon } from './ribbon'
import { Cursor } from './song-timeline'
import { Spectrogram } from './spectrogram'
import { Transport } from './transport'

const STATUS = {
  idle: 'The first second should hold nothing but the room.',
  asking: 'The browser asks whether this page may listen.',
  learning: 'Learning the noise of the room. Keep the music off.',
  listening: 'Listening. Play something.',
  finishing: 'Finishing',
} as const

/** The microphone: named every second while it listens. */
export function LiveView({ app }: { app: App }) {
  const { live, song, models } = app
  const state = live.state.value
  const running = state === 'learning' || state === 'listening'
  const classes = models.model.value?.classes ?? []
  const soFar = live.soFar.value
  const best = soFar ? ranking(soFar) : []
  return (
    <>
      <Notice words={live.trouble.value} />
      <section class="live" data-state={state} data-named={soFar ? '' : undefined} aria-labelledby="live-title">
        <div class="live-head">
          <h1 id="live-title">Let it listen.</h1>
          <p class="lead" role="status">
            {live.silent.value && state === 'listening'
              ? 'Nothing but the room so far. Play something, or play it louder.'
              : STATUS[state]}
          </p>
          <div class="start-actions">
            {running ? (
              <button type="button" onClick={() => void live.stop()}>
                <Icon name="stop" /> Stop
              </button>
            ) : (
              <button
                type="button"
                disabled={state !== 'idle'}
                onClick={() => void live.start(song.cutting.value, song.palette.value)}
              >
                <Icon name="mic" /> Listen
              </button>
            )}
            {running && (
              <button type="button" class="quiet" disabled={state === 'learning'} onClick={() => void live.learn()}>
                Learn the noise again
              </button>
            )}
          </div>
          <label class="switch">
            <input
              type="checkbox"
              checked={live.cleanFirst.value}
              onChange={event => void live.setCleanFirst(event.currentTarget.checked)}
            />
            <span>Take the noise out before naming</span>
          </label>
          {running && (
            <p class="small live-facts">
              <Meter app={app} /> {clock(live.seconds.value)} · {live.device.value?.label || 'microphone'} at{' '}
              {live.device.value?.sampleRate} Hz
            </p>
          )}
        </div>
        <div class="verdict-genre" role="status" aria-live="polite">
          {soFar && live.now.value && (
            <>
              <p class="verdict-lead">So far</p>
              <p class={`verdict-word ${genreClass(classes[best[0]])}`} data-genre={classes[best[0]]}>
                {genreName(classes[best[0]])}
              </p>
              <p class="verdict-share">
                {percent(soFar[best[0]])}
                <span>, just now {genreName(classes[ranking(live.now.value)[0]])}</span>
              </p>
            </>
          )}
        </div>
        {soFar && <GenreBars classes={classes} probabilities={soFar} fixed label="Percentages so far" />}
      </section>
      {soFar && <History app={app} classes={classes} />}
      {state !== 'idle' && state !== 'asking' && <LiveSpectrograms live={live} palette={song.palette.value} />}
      {live.recording.value && <Recording app={app} />}
    </>
  )
}

/** How loud it is, 60 dB in ten steps. */
function Meter({ app }: { app: App }) {
  const steps = Math.max(0, Math.min(10, Math.round((app.live.level.value + 60) / 6)))
  return (
    <span class="meter" aria-hidden="true">
      {Array.from({ length: 10 }, (_, k) => (
        <i key={k} data-on={k < steps || undefined} />
      ))}
    </span>
  )
}

function History({ app, classes }: { app: App; classes: readonly string[] }) {
  const history = app.live.history.value
  const order = useMemo(() => ranking(app.live.soFar.value ?? []), [history])
  const moments = useMemo(
    () => history.map(({ seconds, probabilities }) => ({ time: seconds, probabilities })),
    [history],
  )
  return (
    <section class="timeline" aria-label="Genres so far">
      <div class="strata">
        <Ribbon moments={moments} classes={classes} order={order} seconds={history[history.length - 1].seconds} />
      </div>
    </section>
  )
}

/** What was recorded: before and after, to be heard, seen, saved, and looked at as a song. */
function Recording({ app }: { app: App }) {
  const { live, song } = app
  const recording = live.recording.value!
  useSignalEffect(() => {
    if (live.state.value !== 'idle') live.player.stop()
  })
  const sides = [
    { key: 'before', name: 'Before', picture: recording.before, url: recording.rawUrl, file: 'recording.wav' },
    {
      key: 'after',
      name: 'After',
      picture: recording.after,
      url: recording.cleanUrl,
      file: 'recording-without-noise.wav',
    },
  ]
  const asSong = (side: 'raw' | 'clean') => {
    const name = side === 'raw' ? 'recording.wav' : 'recording-without-noise.wav'
    app.go('song')
    void song.open(new Blob([recording[side]], { type: 'audio/wav' }), name)
  }
  return (
    <section class="panel recording" aria-labelledby="recording">
      <h2 id="recording">The recording</h2>
      <Transport player={live.player} seconds={recording.seconds} />
      <div class="pair">
        {sides.map(({ key, name, picture, url, file }) => (
          <figure key={key}>
            <div class="strata">
              <Spectrogram
                picture={picture}
                palette={song.palette.value}
                label={`Mel spectrogram ${key} the noise was taken out`}
              />
              <Cursor player={live.player} seconds={recording.seconds} />
            </div>
            <figcaption>
              {name}
              <a class="plain" href={url} download={file}>
                Save as wav
              </a>
            </figcaption>
          </figure>
        ))}
      </div>
      <div class="row">
        <button type="button" class="quiet" onClick={() => asSong('raw')}>
          Look at it as a song
        </button>
        <button type="button" class="quiet" onClick={() => asSong('clean')}>
          The same without noise
        </button>
      </div>
    </section>
  )
}
