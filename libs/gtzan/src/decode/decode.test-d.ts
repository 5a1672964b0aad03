import type { Audio } from '@genre/core'
import type { DecodeError } from '@genre/core'
import { expectTypeOf, test } from 'vitest'
import type {
  AudioFormat,
  AudioProblem,
  ByteSource,
  DecodedAudio,
  LoadedAudio,
  AudioFileError,
  loadAudio,
} from '../index'
import { blobSource, decodeAudio, memorySource, openAudio, toAudio } from '../index'
import type { openFileSource } from '../node'
import { readAudio } from '../node'

test('types of decoding', () => {
  expectTypeOf(decodeAudio).toBeCallableWith(new Uint8Array(1), { file: 'x.wav' })
  expectTypeOf<Awaited<ReturnType<typeof decodeAudio>>>().toEqualTypeOf<DecodedAudio>()
  expectTypeOf<DecodedAudio['channels']>().toEqualTypeOf<Float32Array[]>()
  expectTypeOf<DecodedAudio['format']>().toEqualTypeOf<AudioFormat>()
  expectTypeOf<DecodedAudio['warnings']>().toEqualTypeOf<string[] | undefined>()

  expectTypeOf(toAudio).returns.toEqualTypeOf<Audio>()
  expectTypeOf(toAudio).toBeCallableWith({ channels: [new Float32Array(1)], sampleRate: 8000 }, { sampleRate: null })

  expectTypeOf(memorySource).returns.toExtend<ByteSource>()
  expectTypeOf(blobSource).returns.toExtend<ByteSource>()
  expectTypeOf<Awaited<ReturnType<typeof openFileSource>>>().toExtend<ByteSource>()
  expectTypeOf<Awaited<ReturnType<typeof loadAudio>>>().toEqualTypeOf<LoadedAudio>()
  expectTypeOf<LoadedAudio>().toExtend<Audio>()

  expectTypeOf(readAudio).toBeCallableWith('x.mp3', { sampleRate: 16000, offset: 1, duration: 3, signal: undefined })
  expectTypeOf<Awaited<ReturnType<typeof readAudio>>>().toEqualTypeOf<LoadedAudio>()
  // @ts-expect-error the rate is a number, or null for the file's own
  void readAudio('x.mp3', { sampleRate: '22050' })

  expectTypeOf<AudioFileError>().toExtend<DecodeError>()
  expectTypeOf<AudioFileError['problem']>().toEqualTypeOf<AudioProblem>()
})

test('blocks come as one array per channel', async () => {
  const stream = await openAudio(memorySource(new Uint8Array(1)))
  for await (const block of stream.blocks({ start: 0, frames: 10 })) expectTypeOf(block).toEqualTypeOf<Float32Array[]>()
})
