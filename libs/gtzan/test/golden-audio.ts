import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AudioFormat } from '../src'

/** A small audio file and what a reference decoder makes of it; see tools/reference/gtzan/audio_fixtures.py. */
export interface GoldenAudio {
  readonly file: string
  readonly sampleRate: number
  readonly channels: number
  readonly frames: number
  readonly reference: string
  readonly format: AudioFormat
  readonly lengthStated?: boolean
  /** Interleaved little-endian float32, base64. */
  readonly samples: string
}

const golden = new URL('../golden/', import.meta.url)

export const goldenAudio: readonly GoldenAudio[] = (
  JSON.parse(readFileSync(new URL('audio.json', golden), 'utf8')) as { files: GoldenAudio[] }
).files

export function goldenPath(file: string): string {
  return fileURLToPath(new URL(`audio/${file}`, golden))
}

export function goldenBytes(file: string): Uint8Array {
  return new Uint8Array(readFileSync(goldenPath(file)))
}

/** The expected samples, channel by channel. */
export function goldenChannels({ samples, channels, frames }: GoldenAudio): Float32Array[] {
  const bytes = new Uint8Array(Buffer.from(samples, 'base64'))
  const interleaved = new Float32Array(bytes.buffer)
  return Array.from({ length: channels }, (_, channel) =>
    Float32Array.from({ length: frames }, (_, i) => interleaved[i * channels + channel]),
  )
}

/** The bytes of a chunk of a RIFF file, padded to an even length. */
export function chunk(name: string, body: Uint8Array | number[], size = body.length): Uint8Array {
  const out = new Uint8Array(8 + body.length + (body.length % 2))
  for (let i = 0; i < 4; i++) out[i] = name.charCodeAt(i)
  new DataView(out.buffer).setUint32(4, size, true)
  out.set(body, 8)
  return out
}

/** Arrays of bytes one behind the other. */
export function joined(...parts: (Uint8Array | number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap(part => Array.from(part)))
}

/** A fmt chunk of 16 bytes, every field at will. */
export function fmt(facts: { tag?: number; channels?: number; rate?: number; bits?: number; align?: number }) {
  const { tag = 1, channels = 1, rate = 22050, bits = 16 } = facts
  const align = facts.align ?? (channels * bits) / 8
  const view = new DataView(new ArrayBuffer(16))
  view.setUint16(0, tag, true)
  view.setUint16(2, channels, true)
  view.setUint32(4, rate, true)
  view.setUint32(8, rate * align, true)
  view.setUint16(12, align, true)
  view.setUint16(14, bits, true)
  return chunk('fmt ', new Uint8Array(view.buffer))
}

/** A RIFF/WAVE file of the given chunks, with the right length unless another is given. */
export function riff(chunks: Uint8Array[], options: { kind?: string; size?: number } = {}): Uint8Array {
  const body = joined([87, 65, 86, 69], ...chunks)
  return chunk(options.kind ?? 'RIFF', body, options.size ?? body.length)
}

/** Samples of 16 bits, little endian. */
export function int16(samples: number[]): Uint8Array {
  return new Uint8Array(Int16Array.from(samples).buffer)
}

/** What librosa makes of channels and files; see tools/reference/gtzan/audio_load.py. */
export const goldenLoads = JSON.parse(readFileSync(new URL('audio-load.json', golden), 'utf8')) as {
  readonly mono: readonly { readonly channels: readonly string[]; readonly mono: string }[]
  readonly loads: readonly {
    readonly file: string
    readonly sampleRate: number | null
    readonly offset: number | null
    readonly duration: number | null
    readonly rate: number
    readonly samples: string
  }[]
}

/** Little-endian float32 in base64. */
export function floats(base64: string): Float32Array {
  return new Float32Array(new Uint8Array(Buffer.from(base64, 'base64')).buffer)
}
