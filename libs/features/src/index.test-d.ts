import type { Audio, NdArray } from '@genre/core'
import { spectrogram } from '@genre/dsp'
import { expectTypeOf, test } from 'vitest'
import {
  FeatureExtractor,
  beatTrack,
  chromaStft,
  delta,
  extractFeatures,
  gtzan57,
  mfcc,
  onsetStrength,
  rms,
  spectralCentroid,
  tempo,
  tempogram,
  tonnetz,
} from './index'
import type { FeatureSet } from './index'

declare const audio: Audio

test('functions take sound, bare samples and spectrograms', () => {
  expectTypeOf(spectralCentroid(audio)).toEqualTypeOf<Float64Array>()
  expectTypeOf(spectralCentroid(audio.samples, { sampleRate: 16000 })).toEqualTypeOf<Float64Array>()
  expectTypeOf(spectralCentroid({ spectrogram: spectrogram(audio), sampleRate: 16000 })).toEqualTypeOf<Float64Array>()
  expectTypeOf(chromaStft(audio)).toEqualTypeOf<NdArray<Float32Array>>()
  expectTypeOf(rms(audio)).toEqualTypeOf<Float32Array>()
  // @ts-expect-error a path is no sound
  spectralCentroid('song.wav')
  // @ts-expect-error an unknown option
  spectralCentroid(audio, { n_fft: 2048 })
  // @ts-expect-error the window's name is misspelt
  spectralCentroid(audio, { window: 'han' })
})

test('results feed the next function', () => {
  expectTypeOf(tonnetz(chromaStft(audio))).toEqualTypeOf<NdArray<Float32Array>>()
  expectTypeOf(delta(mfcc(audio))).toEqualTypeOf<NdArray<Float32Array>>()
  expectTypeOf(delta([1, 2, 3])).toEqualTypeOf<Float64Array>()
  const onsetEnvelope = onsetStrength(audio, { aggregate: 'median' })
  expectTypeOf(tempo({ onsetEnvelope, sampleRate: 22050 })).toEqualTypeOf<number>()
  expectTypeOf(tempogram({ onsetEnvelope })).toEqualTypeOf<NdArray<Float64Array>>()
  expectTypeOf(beatTrack(audio).beats).toEqualTypeOf<Int32Array>()
  // @ts-expect-error bands are joined by their mean or their median
  onsetStrength(audio, { aggregate: 'max' })
})

test('a segment length makes a list of records', () => {
  expectTypeOf(extractFeatures(audio, gtzan57)).toEqualTypeOf<Record<string, number>>()
  expectTypeOf(extractFeatures(audio, gtzan57, { segment: 3 })).toEqualTypeOf<Record<string, number>[]>()
  expectTypeOf(new FeatureExtractor(gtzan57).extract(audio.samples)).toEqualTypeOf<Float64Array>()
  // @ts-expect-error the mode is misspelt
  extractFeatures(audio, gtzan57, { mode: 'kagle' })
})

test('a set names descriptors and statistics that exist', () => {
  const set: FeatureSet = { name: 'own', columns: [{ name: 'a', descriptor: 'rms', statistic: 'std' }] }
  expectTypeOf(set.columns[0].name).toEqualTypeOf<string>()
  // @ts-expect-error no such descriptor
  const wrong: FeatureSet = { name: 'own', columns: [{ name: 'a', descriptor: 'loudness' }] }
  void wrong
})
