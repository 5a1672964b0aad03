import type { App } from '../state/app'
import { DEFAULT_CUTTING } from '../state/cutting'
import { clock, count, finePercent, kiloHertz, percent, ranking } from '../state/format'
import type { SongFacts } from '../worker/protocol'
import { FileButton } from './file-button'
import { GenreBars } from './genre-bars'
import { genreClass, genreName } from './genre-color'

/** What the song is called, and how sure that is. */
export function Verdict({ app }: { app: App }) {
  const { song, models } = app
  const facts = song.facts.value
  const reading = song.reading.value
  const classes = models.model.value?.classes ?? []
  if (!facts) return null
  const best = reading ? ranking(reading.probabilities) : []
  const share = reading ? reading.probabilities[best[0]] : 0
  return (
    <section class="verdict" aria-labelledby="verdict-name">
      <div class="verdict-song">
        <h1 id="verdict-name">{facts.name}</h1>
        <p class="small">{factsLine(facts)}</p>
        <FileButton label="Another song" quiet onFiles={([found]) => void song.open(found.file, found.path)} />
      </div>
      <div class="verdict-genre" role="status">
        {reading ? (
          <>
            <p class="verdict-lead">{lead(share)}</p>
            <p class={`verdict-word ${genreClass(reading.genre)}`} data-genre={reading.genre}>
              {genreName(reading.genre)}
            </p>
            <p class="verdict-share">
              {percent(share)}
              {share < 0.6 && (
                <span>
                  , then {genreName(classes[best[1]])} at {percent(reading.probabilities[best[1]])}
                </span>
              )}
            </p>
            <p class="small">
              The mean of {count(reading.chunks.length, 'chunk')}, by <a href="#model">{models.model.value?.name}</a>
              {weakness(reading.genre, models.model.value?.card?.recall)}
            </p>
          </>
        ) : (
          <p class="verdict-word waiting" aria-label="listening">
            …
          </p>
        )}
      </div>
      {reading && (
        <GenreBars classes={classes} probabilities={reading.probabilities} label="Percentages of all genres" />
      )}
      {[...facts.warnings, ...(reading?.warnings ?? [])].map(text => (
        <p key={text} class="small warning">
          {text}
        </p>
      ))}
      {reading && <Numbers app={app} />}
    </section>
  )
}

/** All numbers, beside those of the command. */
function Numbers({ app }: { app: App }) {
  const { song, models } = app
  const reading = song.reading.value
  const command = song.asCommand.value
  const model = models.model.value
  if (!reading || !model) return null
  return (
    <details class="numbers">
      <summary>The numbers</summary>
      <table>
        <caption class="small">
          What the command <code>genre classify</code> says, cut as usual ({DEFAULT_CUTTING.chunk} s,{' '}
          {DEFAULT_CUTTING.overlap} s overlap), stands beside.
        </caption>
        <thead>
          <tr>
            <th scope="col">genre</th>
            <th scope="col">cut as here</th>
            <th scope="col">the command</th>
          </tr>
        </thead>
        <tbody>
          {ranking(reading.probabilities).map(k => (
            <tr key={model.classes[k]} data-genre={model.classes[k]} data-command={command?.probabilities[k]}>
              <th scope="row">{genreName(model.classes[k])}</th>
              <td>{finePercent(reading.probabilities[k])}</td>
              <td>{command ? finePercent(command.probabilities[k]) : '…'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

/** Genres that a model finds less often than this are its weak ones. */
const WEAK = 0.7

function weakness(genre: string, recall: Readonly<Record<string, number>> | undefined): string {
  const share = recall?.[genre]
  if (share === undefined || share >= WEAK) return ''
  return `, which is weak at ${genreName(genre)}: it finds ${percent(share)} of such songs`
}

function lead(share: number): string {
  if (share >= 0.8) return 'This is'
  if (share >= 0.55) return 'This sounds like'
  if (share >= 0.35) return 'This could be'
  return 'Hard to say. Perhaps'
}

function factsLine({ seconds, format, encoding, sampleRate, channels }: SongFacts): string {
  const mixed = channels === 1 ? 'mono' : channels === 2 ? 'stereo' : `${channels} channels`
  return [clock(seconds), format, encoding, kiloHertz(sampleRate), mixed].filter(Boolean).join(' · ')
}
