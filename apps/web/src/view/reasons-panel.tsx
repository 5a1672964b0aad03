import type { App } from '../state/app'
import { clock, finePercent, percent, ranking } from '../state/format'
import type { Explanation, Reading } from '../worker/protocol'
import { descriptorWords } from './descriptor-words'
import { genreClass, genreName } from './genre-color'
import { Icon } from './icon'

/** Descriptors that are shown. */
const SHOWN = 7

/** Why the song is called what it is called: which seconds decided, and what was heard in them. */
export function ReasonsPanel({ app }: { app: App }) {
  const { song } = app
  const reading = song.reading.value
  const explanation = song.explanation.value
  const fits = reading && explanation && explanation.genre === reading.genre
  return (
    <>
      <section class="panel" aria-labelledby="seconds" aria-busy={!fits}>
        <h2 id="seconds">Which seconds decided</h2>
        {fits ? <Seconds app={app} reading={reading} explanation={explanation} /> : <p class="small">…</p>}
      </section>
      <section class="panel" aria-labelledby="descriptors" aria-busy={!fits}>
        <h2 id="descriptors">What it heard in them</h2>
        {fits ? <Pulls explanation={explanation} /> : <p class="small">…</p>}
      </section>
    </>
  )
}

interface Why {
  readonly reading: Reading
  readonly explanation: Explanation
}

function Seconds({ app, reading, explanation }: Why & { app: App }) {
  const { song, models } = app
  const classes = models.model.value?.classes ?? []
  const { chunks, probabilities } = reading
  const { genre, removed } = explanation
  const influence = chunks.map(chunk => chunk.influence)
  const named = classes.indexOf(genre)
  if (chunks.length < 2) return <p class="small">There is only one chunk, and it decided.</p>
  const order = ranking(influence)
  const most = Math.max(...influence.map(Math.abs), 1e-9)
  const moment = (i: number) => {
    const { start, end, probabilities: own } = chunks[i]
    const other = ranking(own)[0]
    return (
      <li key={i}>
        <button
          type="button"
          class="plain moment"
          aria-label={`Play ${clock(start)} to ${clock(end)}`}
          onClick={() => void song.player.playBetween(start, end)}
        >
          <Icon name="play" /> {clock(start)}
        </button>
        <span>
          {genreName(classes[other])} {percent(own[other])}
          {other !== named && (
            <span class="faint">
              , {genreName(genre)} {percent(own[named])}
            </span>
          )}
        </span>
        <span class="faint number">
          {influence[i] >= 0 ? '+' : '−'}
          {finePercent(Math.abs(influence[i])).replace(' %', '')}
        </span>
      </li>
    )
  }
  const few = Math.min(3, Math.floor(chunks.length / 2))
  return (
    <>
      <p class="small">
        {removed
          ? `Without its ${removed.count === 1 ? '' : `${removed.count} `}most convincing ${removed.count === 1 ? 'chunk' : 'chunks'} of ${chunks.length} it would be called ${genreName(removed.genre)}.`
          : `Every part of it says the same: whatever is left out, it stays ${genreName(genre)}.`}
      </p>
      <svg class="influence" viewBox={`0 0 ${chunks.length} 40`} preserveAspectRatio="none" aria-hidden="true">
        {influence.map((value, i) => {
          const height = (19 * Math.abs(value)) / most
          return (
            <rect
              key={i}
              class={value >= 0 ? genreClass(genre) : 'against'}
              x={i + 0.1}
              width={0.8}
              y={value >= 0 ? 20 - height : 20}
              height={Math.max(0.4, height)}
            />
          )
        })}
      </svg>
      <h3>Most for {genreName(genre)}</h3>
      <ol class="moments">{order.slice(0, few).map(moment)}</ol>
      <h3>Most against it</h3>
      <ol class="moments">{order.slice(-few).reverse().map(moment)}</ol>
      <p class="small faint">
        The last column is how many points of the {percent(probabilities[named])} would go without that chunk.
      </p>
    </>
  )
}

function Pulls({ explanation: { genre, rival, pulls } }: Pick<Why, 'explanation'>) {
  if (!pulls) {
    return (
      <p class="small">This model does not say what it takes for ordinary, so its descriptors cannot be weighed.</p>
    )
  }
  const shown = pulls.slice(0, SHOWN)
  const most = Math.max(...shown.map(({ pull }) => Math.abs(pull)))
  return (
    <>
      <p class="small">
        What pulled towards <b class={`ink-${genreClass(genre)}`}>{genreName(genre)}</b>, and what towards{' '}
        {genreName(rival)}, the runner-up: the odds with each descriptor as it is against an ordinary one.
      </p>
      <ol class="pulls">
        {shown.map(({ column, pull }) => (
          <li
            key={column}
            title={`${column}: ${pull >= 0 ? 'towards' : 'away from'} ${genre}, log odds ${pull.toFixed(2)}`}
          >
            <span>{descriptorWords(column)}</span>
            <span class="pull-track" aria-hidden="true">
              <i
                class={pull >= 0 ? `for ${genreClass(genre)}` : `against ${genreClass(rival)}`}
                style={{ width: `${(50 * Math.abs(pull)) / most}%` }}
              />
            </span>
            <span class="faint number">{times(pull)}</span>
            <span class="hidden">towards {genreName(pull >= 0 ? genre : rival)}</span>
          </li>
        ))}
      </ol>
    </>
  )
}

/** A log of odds as a factor. */
function times(pull: number): string {
  const factor = Math.exp(Math.abs(pull))
  return `×${factor < 10 ? factor.toFixed(1) : Math.round(factor)}`
}
