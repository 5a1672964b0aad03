import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The bytes of a mono 16-bit wav file of some seconds: a tone with a pulse, of its own for every seed. */
export function wav(seconds: number, seed: number, sampleRate = 22050): Buffer {
  const length = Math.round(seconds * sampleRate)
  const bytes = Buffer.alloc(44 + 2 * length)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(36 + 2 * length, 4)
  bytes.write('WAVEfmt ', 8, 'latin1')
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(sampleRate, 24)
  bytes.writeUInt32LE(2 * sampleRate, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36, 'latin1')
  bytes.writeUInt32LE(2 * length, 40)
  let state = seed * 7919 + 1
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const tone = Math.sin((2 * Math.PI * (110 + 37 * seed) * i) / sampleRate)
    const pulse = Math.exp(-((i % 11025) / 2000))
    bytes.writeInt16LE(Math.round(8000 * tone * pulse + 2000 * (state / 2 ** 31 - 1)), 44 + 2 * i)
  }
  return bytes
}

/** Writes audio files, each with a seed of its own: `'rock/rock.00000.wav'` with its seconds. */
export async function writeWavs(folder: string, files: Readonly<Record<string, number>>): Promise<void> {
  let seed = 1
  for (const [name, seconds] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), wav(seconds, seed++))
  }
}
