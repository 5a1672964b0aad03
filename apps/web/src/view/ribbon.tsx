import { useMemo } from 'preact/hooks'
import { genreClass } from './genre-color'
import type { Moment } from './ribbon-path'
import { RIBBON, ribbonPaths } from './ribbon-path'

interface Props {
  readonly moments: readonly Moment[]
  readonly classes: readonly string[]
  /** Which bands come first, from the bottom. */
  readonly order: readonly number[]
  readonly seconds: number
}

/** Genres over time, as bands; the numbers stand elsewhere, so it is hidden from screen readers. */
export function Ribbon({ moments, classes, order, seconds }: Props) {
  const paths = useMemo(() => ribbonPaths(moments, order, seconds), [moments, order, seconds])
  return (
    <svg class="ribbon" viewBox={`0 0 ${RIBBON.width} ${RIBBON.height}`} preserveAspectRatio="none" aria-hidden="true">
      {order.map((k, at) => (
        <path key={classes[k]} class={genreClass(classes[k])} d={paths[at]} />
      ))}
    </svg>
  )
}
