import type { App } from '../state/app'
import { percent } from '../state/format'
import type { ModelFacts } from '../worker/protocol'
import { FileButton } from './file-button'
import { genreClass, genreName } from './genre-color'
import { Notice } from './notice'

type Card = NonNullable<ModelFacts['card']>

const PROTOCOLS: Readonly<Record<string, { name: string; means: string }>> = {
  'fault-filtered': {
    name: 'Songs by artists it never heard',
    means: 'What to expect. Artists kept apart, repeats and distorted tracks left out (fault-filtered).',
  },
  track: { name: 'Songs it never heard', means: 'Songs kept whole, but by artists that it may know (by track).' },
  row: {
    name: 'Pieces of songs it learned from',
    means: 'As most results on this collection are published (by row). It flatters.',
  },
}
const ORDER = ['fault-filtered', 'track', 'row']

/** Which model answers, and its card. */
export function ModelView({ app }: { app: App }) {
  const { models } = app
  const model = models.model.value
  return (
    <>
      <Notice words={models.trouble.value} />
      <section class="model" aria-labelledby="model-title">
        <h1 id="model-title">The model</h1>
        <div class="start-actions">
          <label class="choice">
            <span class="hidden">Which model answers</span>
            <select
              value={model?.name}
              disabled={models.loading.value}
              onChange={event => void app.chooseModel(event.currentTarget.value)}
            >
              {models.shelf.value.map(name => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <FileButton
            label="Load a model file"
            accept="application/json,.json"
            quiet
            onFiles={([{ file }]) => void app.chooseModel(file)}
          />
        </div>
        <div role="status" class="small">
          {models.loading.value ? 'Loading' : ''}
        </div>
        {model?.card ? <CardView card={model.card} /> : <NoCard model={model} />}
      </section>
    </>
  )
}

function NoCard({ model }: { model: ModelFacts | null }) {
  if (!model) return null
  return <p class="lead">This model comes without a card: nobody says what it was trained on or how good it is.</p>
}

function CardView({ card }: { card: Card }) {
  const scores = ORDER.flatMap(protocol => card.scores.filter(score => score.protocol === protocol))
  const recall = Object.entries(card.recall).sort((a, b) => b[1] - a[1])
  return (
    <>
      <p class="lead">
        {capital(card.description)}. Trained on {card.data}: {card.tracks} tracks.
      </p>
      <div class="card">
        <section aria-labelledby="scores">
          <h2 id="scores">How often it is right</h2>
          <ul class="scores">
            {scores.map(({ protocol, trackAccuracy, trackInterval, segmentAccuracy, method }) => (
              <li key={protocol} data-protocol={protocol}>
                <span class="score-number">{percent(trackAccuracy)}</span>
                <span>
                  <strong>{PROTOCOLS[protocol]?.name ?? protocol}</strong>
                  <span class="small">
                    {PROTOCOLS[protocol]?.means} Between {percent(trackInterval[0])} and {percent(trackInterval[1])}{' '}
                    with 95 % confidence; of single pieces {percent(segmentAccuracy)}. {capital(method)}.
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="recall">
          <h2 id="recall">Which genres it finds</h2>
          <p class="small">Of the tracks of each genre, by track.</p>
          <ol class="bars recall">
            {recall.map(([genre, share]) => (
              <li key={genre}>
                <span class="bar-name">{genreName(genre)}</span>
                <span class="bar-track" aria-hidden="true">
                  <span class={`bar-fill ${genreClass(genre)}`} style={{ width: `${100 * share}%` }} />
                </span>
                <span class="bar-share">{percent(share)}</span>
              </li>
            ))}
          </ol>
        </section>
        <section aria-labelledby="limits">
          <h2 id="limits">What to keep in mind</h2>
          <ul class="limits">
            {card.limits.map(text => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <p class="small">{card.licence}</p>
        </section>
      </div>
    </>
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
