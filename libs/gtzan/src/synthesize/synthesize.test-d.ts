import type { Audio } from '@genre/core'
import { expectTypeOf, test } from 'vitest'
import type { Genre, PlantedFault, SynthesizedTrackInfo } from '../index'
import { describeSynthesizedTrack, plantedFaults, synthesizeTrack } from '../index'
import type { SynthesizedManifest } from '../node'
import { synthesizeDataset } from '../node'

test('the synthesized collection', () => {
  expectTypeOf(synthesizeTrack({ genre: 'jazz', track: 0, seed: 1 })).toEqualTypeOf<Audio>()
  expectTypeOf(describeSynthesizedTrack({ genre: 'jazz', track: 0, seed: 1 })).toEqualTypeOf<SynthesizedTrackInfo>()
  expectTypeOf(plantedFaults({ tracksPerGenre: 1, seed: 1, corrupt: true })).toEqualTypeOf<PlantedFault[]>()
  expectTypeOf(synthesizeDataset).returns.resolves.toEqualTypeOf<SynthesizedManifest>()
  expectTypeOf<SynthesizedManifest['tracks'][number]['genre']>().toEqualTypeOf<Genre>()
  // @ts-expect-error a genre that there is not
  synthesizeTrack({ genre: 'techno', track: 0, seed: 1 })
  // @ts-expect-error without a seed
  synthesizeTrack({ genre: 'jazz', track: 0 })
})
