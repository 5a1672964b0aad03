import type { Audio } from '@genre/core'
import { GENRES, type Genre } from '../table/genres'
import { describeSynthesizedTrack, type SynthesizedTrackInfo } from './describe-track'
import { encodeHeaderless, encodeWav } from './encode-wav'
import { distort, repeatRecording } from './plant-fault'
import { plantedFaults, type PlantedFault } from './planted-faults'
import { synthesizeTrack } from './synthesize-track'

/** What a collection is made from. */
export interface CollectionParameters {
  readonly seed: number
  readonly tracksPerGenre: number
  readonly seconds: number
  readonly sampleRate: number
  readonly corrupt: boolean
}

/** One file of a collection. */
export interface CollectionFile {
  /** `'jazz/jazz.00003.wav'` */
  readonly path: string
  readonly genre: Genre
  readonly track: number
  readonly fault: PlantedFault | undefined
}

/** The version of the generators: another one may give other sound for the same seed. */
export const COLLECTION_VERSION = 1

/** All files of a collection in order of genre and number. */
export function collectionFiles(parameters: CollectionParameters): CollectionFile[] {
  const faults = new Map(plantedFaults(parameters).map(fault => [trackPath(fault), fault]))
  const files: CollectionFile[] = []
  for (const genre of GENRES) {
    for (let track = 0; track < parameters.tracksPerGenre; track++) {
      const path = trackPath({ genre, track })
      files.push({ path, genre, track, fault: faults.get(path) })
      faults.delete(path)
    }
    for (const [path, fault] of faults) {
      if (fault.genre === genre) files.push({ path, genre, track: fault.track, fault })
    }
  }
  return files
}

/** The bytes of one file of a collection. */
export function collectionFileBytes(file: CollectionFile, parameters: CollectionParameters): Uint8Array {
  const { fault } = file
  const make = ({ genre, track }: { genre: Genre; track: number }): Audio =>
    synthesizeTrack({ ...parameters, genre, track })
  switch (fault?.kind) {
    case 'corrupt':
      return encodeHeaderless(make(file))
    case 'exact-repeat':
      return encodeWav(make(fault.of))
    case 'recording-repeat':
      return encodeWav(repeatRecording(make(fault.of)))
    case 'distorted':
      return encodeWav(distort(make(file)))
    default:
      return encodeWav(make(file))
  }
}

/** What a collection's manifest says of a file. A repeat has the artist of the track that it repeats. */
export interface CollectionEntry extends Omit<SynthesizedTrackInfo, 'genre' | 'track'> {
  readonly file: string
  readonly genre: Genre
  readonly sha256: string
}

/** The manifest's entry of one file. */
export function collectionEntry(file: CollectionFile, seed: number, sha256: string): CollectionEntry {
  const { fault, genre } = file
  const of = fault && 'of' in fault ? fault.of : file
  const { artist, tempo, tonic, borrowed } = describeSynthesizedTrack({ genre: of.genre, track: of.track, seed })
  return { file: file.path, genre, artist, tempo, tonic, borrowed, sha256 }
}

/** `'jazz/jazz.00003.wav'` */
export function trackPath({ genre, track }: { genre: Genre; track: number }): string {
  return `${genre}/${genre}.${String(track).padStart(5, '0')}.wav`
}
