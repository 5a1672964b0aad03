import type { Genre } from '../../table/genres'
import type { Style } from '../style'
import { blues } from './blues'
import { classical } from './classical'
import { country } from './country'
import { disco } from './disco'
import { hiphop } from './hiphop'
import { jazz } from './jazz'
import { metal } from './metal'
import { pop } from './pop'
import { reggae } from './reggae'
import { rock } from './rock'

/** The ten generators by genre. */
export const STYLES: Readonly<Record<Genre, Style>> = {
  blues,
  classical,
  country,
  disco,
  hiphop,
  jazz,
  metal,
  pop,
  reggae,
  rock,
}
