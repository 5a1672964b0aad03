import { RandomState } from '@genre/core'
import { GENRES, type Genre } from '../table/genres'
import { artistNumber } from './artist'
import { parseProgression, SCALES, type Chord } from './harmony'
import type { Groove, Style } from './style'
import { STYLES } from './styles/styles'
import { Traits } from './traits'

/** The four aspects of a genre; a track may have some of them from a neighbouring genre. */
export const ASPECTS = ['rhythm', 'harmony', 'timbre', 'mix'] as const
export type Aspect = (typeof ASPECTS)[number]

/** How often a whole artist leans towards a neighbouring genre, and how often a single track does. */
const ARTIST_LEANS = 0.12
const TRACK_LEANS = 0.15

/** What is decided about a track before a note is played. */
export interface TrackPlan {
  readonly genre: Genre
  readonly track: number
  readonly artist: number
  /** The genre that each aspect comes from. */
  readonly sources: Readonly<Record<Aspect, Genre>>
  readonly style: Pick<Style, Aspect>
  readonly traits: Readonly<Record<Aspect, Traits>>
  readonly groove: Groove
  /** Beats a minute. */
  readonly tempo: number
  /** Pitch class of the tonic, 0 is C. */
  readonly tonic: number
  readonly scale: readonly number[]
  readonly progression: readonly (readonly Chord[])[]
}

/** Decides artist, borrowings, tempo, key, groove and harmony of a track. */
export function planTrack({ genre, track, seed }: { genre: Genre; track: number; seed: number }): TrackPlan {
  const genreIndex = GENRES.indexOf(genre)
  const artist = artistNumber(track)
  const artistSeed = [seed, genreIndex, artist]
  const trackSeed = [seed, genreIndex, artist, track]
  const traits = Object.fromEntries(
    ASPECTS.map((aspect, k) => [aspect, new Traits([...artistSeed, 1000 + k], [...trackSeed, 1000 + k])]),
  ) as Record<Aspect, Traits>
  const sources = borrow(genre, new RandomState([...artistSeed, 2000]), new RandomState([...trackSeed, 2000]))
  const style = {
    rhythm: STYLES[sources.rhythm].rhythm,
    harmony: STYLES[sources.harmony].harmony,
    timbre: STYLES[sources.timbre].timbre,
    mix: STYLES[sources.mix].mix,
  }
  const groove = traits.rhythm.choose(style.rhythm.grooves, 0.3)
  const tempo = traits.rhythm.number(style.rhythm.tempo[0], style.rhythm.tempo[1], 0.25)
  // An artist has two favourite keys a fourth apart; a quarter of the tracks stand elsewhere.
  const home = Math.floor(traits.harmony.number(0, 11.999, 0))
  const u = traits.harmony.own()
  const tonic = u < 0.45 ? home : u < 0.75 ? (home + 5) % 12 : traits.harmony.ownInteger(12)
  const scale = SCALES[traits.harmony.choose(style.harmony.scales, 0.3)]
  const progression = parseProgression(traits.harmony.choose(style.harmony.progressions, 0.4))
  return { genre, track, artist, sources, style, traits, groove, tempo, tonic, scale, progression }
}

/** One or two of the four aspects come from one neighbour: half of a track at least is its own genre's. */
function borrow(genre: Genre, artist: RandomState, track: RandomState): Record<Aspect, Genre> {
  const sources: Record<Aspect, Genre> = { rhythm: genre, harmony: genre, timbre: genre, mix: genre }
  const random = artist.next() < ARTIST_LEANS ? artist : track.next() < TRACK_LEANS ? track : undefined
  if (!random) return sources
  const { neighbours } = STYLES[genre]
  const neighbour = neighbours[Math.floor(random.next() * neighbours.length)]
  const order = random.permutation(ASPECTS.length)
  sources[ASPECTS[order[0]]] = neighbour
  if (random.next() < 0.5) sources[ASPECTS[order[1]]] = neighbour
  return sources
}
