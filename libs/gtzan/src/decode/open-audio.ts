import { openAiff } from './aiff'
import { openAu } from './au'
import { AudioFileError } from './audio-file-error'
import type { AudioStream } from './audio-stream'
import type { ByteSource } from './byte-source'
import { sniffFormat } from './sniff-format'
import { openWav } from './wav'

/**
 * Opens audio of any kind that can be decoded, recognised by its content: reads the header, and the samples when they
 * are asked for. The decoders of compressed formats are loaded at that moment, so who reads wav does not pay for them.
 *
 * @param source where the bytes come from
 * @param options.file the name that errors mention
 * @throws {AudioFileError} for whatever cannot be read as audio
 *
 * @example
 * ```ts
 * import { memorySource, openAudio } from '@genre/gtzan'
 * // a mu-law file of two samples at 8 kHz
 * const au = new Uint8Array([46, 115, 110, 100, 0, 0, 0, 24, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 31, 64, 0, 0, 0, 1, 0xff, 0])
 * const stream = await openAudio(memorySource(au), { file: 'two.au' })
 * console.log(stream.encoding, stream.sampleRate, stream.frames) // => mu-law 8000 2
 * for await (const [mono] of stream.blocks()) console.log(mono.length) // => 2
 * ```
 */
export async function openAudio(source: ByteSource, options: { file?: string } = {}): Promise<AudioStream> {
  const { file = 'audio' } = options
  if (source.size === 0) throw new AudioFileError({ file, problem: 'empty', reason: 'the file is empty (0 bytes)' })
  const sniffed = await sniffFormat(source)
  switch (sniffed.format) {
    case 'wav':
      return openWav(source, file)
    case 'au':
      return openAu(source, file)
    case 'aiff':
      return openAiff(source, file)
    case 'mp3':
      return (await import('./mp3')).openMp3(source, file, sniffed.offset)
    case 'mp4':
      return (await import('./aac/m4a')).openMp4(source, file)
    case 'aac':
      return (await import('./aac/adts')).openAdts(source, file, sniffed.offset)
    case 'flac':
      return (await import('./flac/flac')).openFlac(source, file, sniffed.offset)
    case 'ogg':
      return (await import('./open-ogg')).openOgg(source, file)
    case undefined:
      throw new AudioFileError({
        file,
        problem: 'not-audio',
        reason: `not an audio file; it seems to be ${sniffed.seems}`,
      })
  }
}
