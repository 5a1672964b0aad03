import { useState } from 'preact/hooks'
import type { App } from '../state/app'
import { percent, ranking } from '../state/format'
import { DEFAULT_CLEANING } from '../state/song-store'
import { Cursor } from './song-timeline'
import { genreName } from './genre-color'
import { Slider } from './slider'
import { Spectrogram } from './spectrogram'

/** Takes noise out of the song, to be heard and seen. */
export function NoisePanel({ app }: { app: App }) {
  const { song, models } = app
  const [cleaning, setCleaning] = useState(DEFAULT_CLEANING)
  const { seconds } = song
  const cleaned = song.cleaned.value
  const longest = Math.min(seconds.value, 60)
  const { start, end, strength } = cleaning
  const classes = models.model.value?.classes ?? []
  const heard = (key: string) => {
    void song.player.choose(key)
    if (!song.player.playing.value) void song.player.toggle()
  }
  return (
    <details class="panel noise">
      <summary>
        <h2>Take the noise out</h2>
        <span class="small">Say which second holds nothing but noise; its spectrum is subtracted from all.</span>
      </summary>
      <div class="noise-controls">
        <Slider
          label="Noise from"
          value={start}
          min={0}
          max={Math.max(0, longest - 0.1)}
          step={0.1}
          text={`${start.toFixed(1)} s`}
          onInput={value => setCleaning({ ...cleaning, start: value, end: Math.max(end, value + 0.1) })}
        />
        <Slider
          label="Noise to"
          value={Math.min(end, longest)}
          min={0.1}
          max={longest}
          step={0.1}
          text={`${Math.min(end, longest).toFixed(1)} s`}
          onInput={value => setCleaning({ ...cleaning, end: value, start: Math.min(start, Math.max(0, value - 0.1)) })}
        />
        <Slider
          label="Strength"
          value={strength}
          min={0.5}
          max={4}
          step={0.1}
          text={`${strength.toFixed(1)} times`}
          onInput={value => setCleaning({ ...cleaning, strength: value })}
        />
        <button
          type="button"
          disabled={song.busy.value !== null}
          onClick={() => void song.clean({ ...cleaning, end: Math.min(end, longest) })}
        >
          Take it out
        </button>
      </div>
      {cleaned && (
        <>
          <div class="pair">
            {(['before', 'after'] as const).map(side => (
              <figure key={side}>
                <div class="strata">
                  <Spectrogram
                    picture={cleaned[side]}
                    palette={song.palette.value}
                    label={`Mel spectrogram ${side} the noise was taken out`}
                  />
                  <Cursor player={song.player} seconds={seconds.value} />
                </div>
                <figcaption>
                  <button type="button" class="quiet" onClick={() => heard(side === 'before' ? 'heard' : 'clean')}>
                    Hear it {side}
                  </button>
                </figcaption>
              </figure>
            ))}
          </div>
          <p role="status">
            Without the noise of {cleaned.cleaning.start.toFixed(1)} to {cleaned.cleaning.end.toFixed(1)} s it is called{' '}
            <b>{genreName(cleaned.reading.genre)}</b>, {percent(Math.max(...cleaned.reading.probabilities))}, then{' '}
            {genreName(classes[ranking(cleaned.reading.probabilities)[1]])}.
          </p>
        </>
      )}
    </details>
  )
}
