import type { App } from '../state/app'
import { batchCsv } from '../state/batch-csv'
import type { BatchRow } from '../state/batch-store'
import { clock, count, percent, ranking } from '../state/format'
import { FileButton } from './file-button'
import { genreClass, genreName } from './genre-color'

/** Many files at once: a table, and the same as CSV. */
export function BatchView({ app }: { app: App }) {
  const { batch, models } = app
  const rows = batch.rows.value
  const running = batch.running.value
  const finished = batch.finished.value
  const waiting = rows.some(row => row.state === 'waiting')
  const classes = models.model.value?.classes ?? []
  const save = async () => {
    const csv = await batchCsv(rows, classes)
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }))
    link.download = 'genres.csv'
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  }
  return (
    <section class="batch" data-full={rows.length > 0 || undefined} aria-labelledby="batch-title">
      <h1 id="batch-title">{rows.length === 0 ? 'Drop a whole folder.' : headline(rows, running)}</h1>
      <p class="lead">Cut as usual, like the command does. The table can be saved as CSV.</p>
      <div class="start-actions">
        <FileButton
          label={rows.length === 0 ? 'Choose files' : 'More files'}
          multiple
          quiet={rows.length > 0}
          onFiles={(files, folder) => batch.add(files, { folder })}
        />
        <FileButton label="Choose a folder" folder quiet onFiles={files => batch.add(files, { folder: true })} />
        {finished > 0 && (
          <button type="button" onClick={() => void save()}>
            Save as CSV
          </button>
        )}
        {running && (
          <button type="button" class="quiet" onClick={() => batch.cancel()}>
            Cancel
          </button>
        )}
        {!running && waiting && (
          <button type="button" onClick={() => void batch.run()}>
            Go on
          </button>
        )}
        {!running && rows.length > 0 && (
          <button type="button" class="quiet" onClick={() => batch.clear()}>
            Clear
          </button>
        )}
      </div>
      <div role="status" class="batch-status">
        {rows.length > 0 && (
          <>
            <progress aria-label="Files read" max={rows.length} value={finished} />
            <span class="small">
              {finished} of {count(rows.length, 'file')}
              {batch.leftOut.value > 0 &&
                `; ${count(batch.leftOut.value, 'file')} left out that are no audio by their names`}
            </span>
          </>
        )}
      </div>
      {rows.length > 0 && (
        <div class="table-place" role="region" aria-label="Table of the files" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">file</th>
                <th scope="col">genre</th>
                <th scope="col">all ten</th>
                <th scope="col" class="number">
                  length
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(row => (
                <Row key={row.id} app={app} row={row} classes={classes} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Row({ app, row, classes }: { app: App; row: BatchRow; classes: readonly string[] }) {
  const { answer, words } = row
  const look = () => {
    app.go('song')
    void app.song.open(row.file, row.path)
  }
  return (
    <tr data-state={row.state}>
      <th scope="row">
        <button type="button" class="plain" onClick={look} title="Look at this song">
          {row.path}
        </button>
      </th>
      {answer && (
        <>
          <td>
            <i class={`swatch ${genreClass(answer.genre)}`} /> {genreName(answer.genre)}{' '}
            <span class="faint">{percent(Math.max(...answer.probabilities))}</span>
            {answer.warnings.map(text => (
              <span key={text} class="small row-note">
                {text}
              </span>
            ))}
          </td>
          <td>
            <Strip classes={classes} probabilities={answer.probabilities} />
          </td>
          <td class="number">{clock(answer.seconds)}</td>
        </>
      )}
      {words && (
        <td colSpan={3} class="row-words">
          <strong>{words.title}.</strong> {words.detail}
        </td>
      )}
      {!answer && !words && (
        <td colSpan={3} class="faint">
          {row.state === 'reading' ? 'listening' : 'waiting'}
        </td>
      )}
    </tr>
  )
}

/** All ten percentages in one line. */
function Strip({ classes, probabilities }: { classes: readonly string[]; probabilities: readonly number[] }) {
  const order = ranking(probabilities)
  const words = order
    .slice(0, 3)
    .map(k => `${genreName(classes[k])} ${percent(probabilities[k])}`)
    .join(', ')
  return (
    <span class="strip" role="img" aria-label={words} title={words}>
      {order.map(k => (
        <i key={classes[k]} class={genreClass(classes[k])} style={{ width: `${100 * probabilities[k]}%` }} />
      ))}
    </span>
  )
}

function headline(rows: readonly BatchRow[], running: boolean): string {
  if (running) return 'Listening.'
  const failed = rows.filter(row => row.state === 'failed').length
  const done = rows.filter(row => row.state === 'done').length
  return failed === 0 ? `${count(done, 'song')}.` : `${count(done, 'song')}, ${failed} unreadable.`
}
