import { useMemo, useState } from 'preact/hooks'
import type { App } from '../state/app'
import { FileButton } from './file-button'
import { genreName } from './genre-color'
import { Icon } from './icon'
import { Ribbon } from './ribbon'

const GENRES = ['blues', 'classical', 'country', 'disco', 'hiphop', 'jazz', 'metal', 'pop', 'reggae', 'rock']

/** The empty page: a place to drop a song. */
export function SongStart({ app }: { app: App }) {
  const moments = useMemo(idle, [])
  const [composed, setComposed] = useState(0)
  const compose = (genre: string) => {
    setComposed(composed + 1)
    void app.song.compose(genre, composed % 10)
  }
  return (
    <section class="start">
      <h1>Drop a song.</h1>
      <p class="lead">
        See which of ten genres it sounds like, second by second, and why. It is heard on this machine and goes nowhere.
      </p>
      <div class="start-actions">
        <FileButton
          label="Choose a file"
          accept="audio/*,.aif,.aiff,.aifc,.au,.snd,.flac,.opus,.m4a"
          onFiles={([found]) => void app.song.open(found.file, found.path)}
        />
        <button type="button" class="quiet" onClick={() => app.go('live')}>
          <Icon name="mic" /> Use the microphone
        </button>
      </div>
      <p class="small">wav, mp3, flac, ogg, opus, m4a, aiff, au</p>
      <div class="start-ribbon" aria-hidden="true">
        <Ribbon moments={moments} classes={GENRES} order={GENRES.map((_, k) => k)} seconds={100} />
      </div>
      <p class="small" id="compose-label">
        No song at hand? Rules can compose half a minute here, in the manner of
      </p>
      <ul class="compose" aria-labelledby="compose-label">
        {GENRES.map(genre => (
          <li key={genre}>
            <button type="button" class={`chip genre-${genre}`} onClick={() => compose(genre)}>
              {genreName(genre)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Ten slow waves: a ribbon of no song. */
function idle() {
  return Array.from({ length: 26 }, (_, i) => {
    const weights = GENRES.map((_, k) => {
      const wave = Math.sin(i * (0.21 + 0.05 * ((k * 7) % 10)) + k * 2.4) + Math.sin(i * 0.11 * (k + 1) + k)
      return Math.exp(0.9 * wave)
    })
    const sum = weights.reduce((total, weight) => total + weight, 0)
    return { time: 4 * i, probabilities: weights.map(weight => weight / sum) }
  })
}
