import type { Audio, NdArray } from '@genre/core'
import { expectTypeOf, test } from 'vitest'
import * as dsp from './index'
import type { ComplexSpectrogram, HarmonicPercussive } from './index'

declare const samples: Float32Array
declare const audio: Audio
declare const signal: dsp.Signal
declare const S: NdArray<Float32Array>
declare const X: ComplexSpectrogram

test('spectra', () => {
  expectTypeOf(dsp.stft(audio, { nFft: 1024, window: ['kaiser', 8] })).toEqualTypeOf<ComplexSpectrogram>()
  expectTypeOf(dsp.spectrogram(samples, { power: 2 })).toEqualTypeOf<NdArray<Float32Array>>()
  expectTypeOf(dsp.istft(X, { length: 5 })).toEqualTypeOf<Float32Array>()
  expectTypeOf(dsp.melSpectrogram({ spectrogram: S })).toEqualTypeOf<NdArray<Float32Array>>()
  // @ts-expect-error an unknown window
  dsp.stft(samples, { window: 'hanning' })
  // @ts-expect-error a window without its parameter
  dsp.stft(samples, { window: 'kaiser' })
  // @ts-expect-error other powers
  dsp.spectrogram(samples, { power: 3 })
  // @ts-expect-error numbers are no samples
  dsp.stft([1, 2, 3])
})

test('what goes in as audio comes out as audio', () => {
  expectTypeOf(dsp.resample(audio, { to: 22050 })).toEqualTypeOf<Audio>()
  expectTypeOf(dsp.resample(samples, { from: 1, to: 2 })).toEqualTypeOf<Float32Array>()
  expectTypeOf(dsp.spectralSubtraction(audio)).toEqualTypeOf<Audio>()
  expectTypeOf(dsp.timeStretch(signal, { rate: 2 })).toEqualTypeOf<dsp.Signal>()
  expectTypeOf(dsp.trim(samples)).toEqualTypeOf<{ trimmed: Float32Array; interval: dsp.Interval }>()
  // @ts-expect-error the wanted rate is needed
  dsp.resample(audio, {})
})

test('values keep their kind', () => {
  expectTypeOf(dsp.powerToDb(samples)).toEqualTypeOf<Float32Array>()
  expectTypeOf(dsp.powerToDb(S, { ref: dsp.max, topDb: null })).toEqualTypeOf<NdArray<Float32Array>>()
  expectTypeOf(dsp.normalize(S, { each: 'bins' })).toEqualTypeOf<NdArray<Float32Array>>()
  // @ts-expect-error samples have no frames
  dsp.normalize(samples, { each: 'bins' })
})

test('separation', () => {
  expectTypeOf(dsp.hpss(X)).toEqualTypeOf<HarmonicPercussive<ComplexSpectrogram>>()
  expectTypeOf(dsp.hpss(S)).toEqualTypeOf<HarmonicPercussive<NdArray<Float32Array>>>()
  expectTypeOf(dsp.hpss(X, { mask: true })).toEqualTypeOf<HarmonicPercussive<NdArray<Float32Array>>>()
  expectTypeOf(dsp.harmonicPercussive(audio)).toEqualTypeOf<HarmonicPercussive<Float32Array>>()
})

test('streams', () => {
  expectTypeOf(new dsp.StreamingMel().push).toEqualTypeOf<(samples: Float32Array) => NdArray<Float32Array>>()
  expectTypeOf(dsp.toTransformStream(new dsp.StreamingStft(), X => X.real.data.slice())).toExtend<
    TransformStream<Float32Array, Float32Array>
  >()
  // @ts-expect-error a stream of noise needs its profile
  new dsp.StreamingSubtraction({ floor: 0.1 })
})
