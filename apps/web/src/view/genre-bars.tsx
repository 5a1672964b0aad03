import { finePercent, percent, ranking } from '../state/format'
import { genreClass, genreName } from './genre-color'

interface Props {
  readonly classes: readonly string[]
  readonly probabilities: readonly number[]
  /** In the model's order instead of the most probable first; for bars that move. */
  readonly fixed?: boolean
  readonly label: string
}

/** The percentages of all genres as bars. */
export function GenreBars({ classes, probabilities, fixed = false, label }: Props) {
  const order = fixed ? classes.map((_, k) => k) : ranking(probabilities)
  return (
    <ol class={fixed ? 'bars' : 'bars ranked'} aria-label={label}>
      {order.map(k => (
        <li
          key={classes[k]}
          data-genre={classes[k]}
          data-share={probabilities[k]}
          title={finePercent(probabilities[k])}
        >
          <span class="bar-name">{genreName(classes[k])}</span>
          <span class="bar-track" aria-hidden="true">
            <span class={`bar-fill ${genreClass(classes[k])}`} style={{ width: `${100 * probabilities[k]}%` }} />
          </span>
          <span class="bar-share">{percent(probabilities[k])}</span>
        </li>
      ))}
    </ol>
  )
}
