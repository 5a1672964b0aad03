import { gtzanTrackName } from './gtzan-track'

/** Something that is wrong with a track of GTZAN. */
export interface Fault {
  /** The track: `disco.00051`. */
  readonly track: string
  /** `repeat`: the same recording as other tracks; `distorted`: hardly any music left; `unreadable`: Kaggle's file is no audio. */
  readonly kind: 'repeat' | 'distorted' | 'unreadable'
  /** For a repeat: the tracks that hold the same excerpt, as far as known. */
  readonly of: readonly string[]
}

/** Groups of tracks that hold one excerpt; the first of each is the one that the artist folds keep. */
const REPEATS = `
disco.50 disco.51 disco.70;disco.55 disco.60 disco.89;disco.71 disco.74;disco.98 disco.99
hiphop.39 hiphop.45;hiphop.76 hiphop.78
jazz.33 jazz.51;jazz.34 jazz.53;jazz.35 jazz.55;jazz.36 jazz.58;jazz.37 jazz.60;jazz.38 jazz.62;jazz.39 jazz.65
jazz.40 jazz.67;jazz.42 jazz.68;jazz.43 jazz.69;jazz.44 jazz.70;jazz.45 jazz.71;jazz.46 jazz.72
metal.4 metal.13;metal.34 metal.94;metal.40 metal.61;metal.41 metal.62;metal.42 metal.63;metal.43 metal.64
metal.44 metal.65;metal.45 metal.66;rock.16 metal.58
pop.15 pop.22;pop.30 pop.31;pop.45 pop.46;pop.47 pop.80;pop.52 pop.57;pop.54 pop.60;pop.56 pop.59;pop.67 pop.71
pop.87 pop.90
reggae.5 reggae.56;reggae.8 reggae.57;reggae.10 reggae.60;reggae.13 reggae.58;reggae.41 reggae.69;reggae.73 reggae.74
reggae.80 reggae.81 reggae.82;reggae.75 reggae.91 reggae.92;reggae.65`

/**
 * The known repeated, distorted and unreadable tracks of GTZAN. Every member of a group of repeats is listed with the
 * others of its group; `reggae.00065` is catalogued as a repeat without its original. Mislabelled tracks, of which the
 * catalogue has many and which are a matter of opinion, are not listed.
 *
 * After B. L. Sturm, "The GTZAN dataset: its contents, its faults, their effects on evaluation, and its future use",
 * 2013 (arXiv:1306.1461); which track repeats which was checked by the index of titles and by the distance of the
 * published descriptors. One pair crosses genres: `metal.00058` is `rock.00016`.
 *
 * @example
 * ```ts
 * import { gtzanFaults } from '@genre/gtzan'
 * console.log(gtzanFaults().find(({ track }) => track === 'disco.00099'))
 * // => { track: 'disco.00099', kind: 'repeat', of: [ 'disco.00098' ] }
 * ```
 */
export function gtzanFaults(): Fault[] {
  const faults: Fault[] = []
  for (const group of REPEATS.trim().split(/[;\n]/)) {
    const tracks = group.split(' ').map(short => {
      const [genre, number] = short.split('.')
      return gtzanTrackName(genre, Number(number))
    })
    for (const track of tracks) faults.push({ track, kind: 'repeat', of: tracks.filter(other => other !== track) })
  }
  for (const track of ['pop.00037', 'reggae.00086']) faults.push({ track, kind: 'distorted', of: [] })
  faults.push({ track: 'jazz.00054', kind: 'unreadable', of: [] })
  return faults.sort((a, b) => (a.track < b.track ? -1 : 1))
}
