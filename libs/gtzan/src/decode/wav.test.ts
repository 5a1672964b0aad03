import { describe, expect, it } from 'vitest'
import { chunk, fmt, goldenBytes, int16, joined, riff } from '../../test/golden-audio'
import type { AudioProblem } from './audio-file-error'
import { AudioFileError } from './audio-file-error'
import { memorySource } from './byte-source'
import { decodeAudio } from './decode-audio'
import { openAudio } from './open-audio'

const samples = [100, -200, 300, -400]
const data = chunk('data', int16(samples))
const expected = samples.map(sample => sample / 32768)

async function decode(bytes: Uint8Array) {
  const { channels, warnings } = await decodeAudio(bytes, { file: 'x.wav' })
  return { channels: channels.map(channel => Array.from(channel)), warnings }
}

async function failure(bytes: Uint8Array): Promise<AudioFileError> {
  const error = await decodeAudio(bytes, { file: 'x.wav' }).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(AudioFileError)
  return error as AudioFileError
}

describe('chunks', () => {
  it('of any kind before and behind the samples, padded', async () => {
    const odd = chunk('LIST', [1, 2, 3])
    const file = riff([chunk('JUNK', new Uint8Array(28)), fmt({}), odd, data, chunk('id3 ', [1])])
    expect(await decode(file)).toEqual({ channels: [expected], warnings: undefined })
  })

  it('of odd length without padding', async () => {
    const unpadded = chunk('LIST', [1, 2, 3]).subarray(0, 11)
    expect((await decode(riff([fmt({}), unpadded, data]))).channels).toEqual([expected])
  })

  it('in the other order: samples before their description', async () => {
    expect((await decode(riff([data, fmt({})]))).channels).toEqual([expected])
  })

  it('two data chunks: the first counts', async () => {
    expect((await decode(riff([fmt({}), data, chunk('data', int16([1]))]))).channels).toEqual([expected])
  })

  it('too many of them', async () => {
    const many = Array.from({ length: 5000 }, () => chunk('abcd', []))
    expect(await failure(riff([...many, fmt({}), data]))).toMatchObject({ problem: 'bad-header' })
  })
})

describe('lengths', () => {
  const head = joined(fmt({}))
  const dataOffset = 12 + head.length + 8

  it('of streaming writers: all to the end of the file', async () => {
    for (const [riffSize, dataSize] of [
      [0xffffffff, 0xffffffff],
      [0, 0],
      [0x7ffff024, 0x7ffff000],
      [0, 0xffffffff],
    ]) {
      const file = riff([fmt({}), chunk('data', int16(samples), dataSize)], { size: riffSize })
      expect(await decode(file)).toEqual({ channels: [expected], warnings: undefined })
      expect((await openAudio(memorySource(file))).lengthStated).toBe(false)
    }
  })

  it('2^32 - 1 for the sound beside a length for the file: read, and said', async () => {
    const { channels, warnings } = await decode(riff([fmt({}), chunk('data', int16(samples), 0xffffffff)]))
    expect(channels).toEqual([expected])
    expect(warnings).toEqual([expect.stringContaining('states no length for the sound')])
  })

  it('beyond the end of the file: what is there, and a warning', async () => {
    for (const size of [10, 1000, 0x7fffefff, 0x80000000, 0xfffffff0]) {
      const { channels, warnings } = await decode(riff([fmt({}), chunk('data', int16(samples), size)]))
      expect(channels).toEqual([expected])
      expect(warnings).toEqual([`the file is cut off: its header announces ${size} bytes of sound, 8 are there`])
    }
  })

  it('of a file cut within its samples: whole frames of it', async () => {
    const file = riff([fmt({ channels: 2 }), data])
    const { channels, warnings } = await decode(file.subarray(0, dataOffset + 7))
    expect(channels).toEqual([[expected[0]], [expected[1]]])
    expect(warnings).toHaveLength(1)
  })

  it('with the byte that makes it even counted, as some writers of 24 bits do', async () => {
    const body = [1, 2, 3, 0]
    const { channels, warnings } = await decode(riff([fmt({ bits: 24 }), chunk('data', body)]))
    expect(channels).toEqual([[(1 + 256 * 2 + 65536 * 3) / 2 ** 23]])
    expect(warnings ?? []).toEqual([])
  })

  it('no multiple of a frame', async () => {
    const { channels, warnings } = await decode(riff([fmt({ channels: 2 }), chunk('data', int16([1, 2, 3]))]))
    expect(channels).toEqual([[1 / 32768], [2 / 32768]])
    expect(warnings).toEqual([expect.stringContaining('the last sample is cut')])
  })

  it('0: no samples, with or without another chunk behind', async () => {
    for (const rest of [[], [chunk('LIST', [1, 2, 3, 4])]])
      expect(await failure(riff([fmt({}), chunk('data', []), ...rest]))).toMatchObject({ problem: 'no-samples' })
  })

  it('of one sample', async () => {
    expect((await decode(riff([fmt({}), chunk('data', int16([-32768]))]))).channels).toEqual([[-1]])
  })

  it('in ds64, of RF64 and BW64, true or not', async () => {
    for (const kind of ['RF64', 'BW64'])
      for (const [size, warned] of [
        [8, false],
        [2 ** 40, true],
      ] as const) {
        const view = new DataView(new ArrayBuffer(28))
        view.setBigUint64(8, BigInt(size), true)
        const ds64 = chunk('ds64', new Uint8Array(view.buffer))
        const file = riff([ds64, fmt({}), chunk('data', int16(samples), 0xffffffff)], { kind, size: 0xffffffff })
        const { channels, warnings } = await decode(file)
        expect(channels).toEqual([expected])
        expect(warnings !== undefined).toBe(warned)
      }
  })
})

describe('what cannot be read', () => {
  const cases: [string, Uint8Array, AudioProblem, string][] = [
    ['a header that ends', riff([]).subarray(0, 9), 'truncated', 'the RIFF header is missing or cut'],
    ['no fmt', riff([data]), 'bad-header', 'no fmt chunk'],
    ['no data', riff([fmt({})]), 'bad-header', 'no data chunk'],
    ['a file that ends before its data', riff([fmt({}), data]).subarray(0, 40), 'truncated', 'no data chunk'],
    ['a file that ends within fmt', riff([fmt({}), data]).subarray(0, 24), 'truncated', 'the fmt chunk'],
    ['a short fmt', riff([chunk('fmt ', [1, 0, 1, 0]), data]), 'bad-header', '16 or more are needed'],
    ['0 channels', riff([fmt({ channels: 0, align: 2 }), data]), 'bad-header', '0 channels'],
    ['65535 channels', riff([fmt({ channels: 65535, align: 2 }), data]), 'bad-header', '65535 channels'],
    ['rate 0', riff([fmt({ rate: 0 }), data]), 'bad-header', 'sample rate of 0 Hz'],
    ['rate 2^32 - 1', riff([fmt({ rate: 0xffffffff }), data]), 'bad-header', 'sample rate of 4294967295 Hz'],
    ['0 bits', riff([fmt({ bits: 0, align: 2 }), data]), 'bad-header', '0 bits'],
    ['64 bits', riff([fmt({ bits: 64 }), data]), 'bad-header', '64 bits'],
    ['16-bit float', riff([fmt({ tag: 3 }), data]), 'bad-header', '16 bits per sample with format tag 3'],
    ['ADPCM', riff([fmt({ tag: 2, bits: 4, align: 256 }), data]), 'unsupported', 'Microsoft ADPCM'],
    ['mp3 in wav', riff([fmt({ tag: 0x55 }), data]), 'unsupported', 'MPEG layer 3'],
    ['an unknown tag', riff([fmt({ tag: 0x1234 }), data]), 'unsupported', '0x1234'],
    ['a short extensible header', riff([fmt({ tag: 0xfffe }), data]), 'bad-header', 'extensible'],
    ['chunk names that are none', riff([chunk('\x01\x02\x03\x04', [1, 2])]), 'bad-header', 'damaged'],
    [
      'an AVI file',
      joined(
        [...'RIFF'].map(c => c.charCodeAt(0)),
        [4, 0, 0, 0],
        [65, 86, 73, 32],
      ),
      'not-audio',
      'not WAVE',
    ],
  ]
  it.each(cases)('%s', async (_, bytes, problem, words) => {
    const error = await failure(bytes)
    expect(error).toMatchObject({ problem, code: 'DECODE', file: 'x.wav' })
    expect(error.message).toContain(words)
  })

  it('NaN and infinity, with the place of the first', async () => {
    for (const [value, word] of [
      [NaN, 'NaN'],
      [Infinity, 'infinite'],
      [-Infinity, 'infinite'],
    ] as const) {
      const floats = new Uint8Array(Float32Array.of(0, 1, 0.5, value, NaN, 0).buffer)
      const file = riff([fmt({ tag: 3, channels: 2, bits: 32 }), chunk('data', floats)])
      const error = await failure(file)
      expect(error).toMatchObject({ problem: 'not-finite', offset: 44 + 12 })
      expect(error.message).toContain(`sample 1 of channel 2 is ${word}`)
    }
    // a 64-bit number beyond float32
    const doubles = new Uint8Array(Float64Array.of(0, 1e300).buffer)
    expect(await failure(riff([fmt({ tag: 3, bits: 64 }), chunk('data', doubles)]))).toMatchObject({
      problem: 'not-finite',
      offset: 52,
    })
  })
})

describe('block align', () => {
  it('wider than the bits in use: the container counts, 24 bits in 32', async () => {
    const words = new Uint8Array(Int32Array.of(0x12345600, -0x12345600).buffer)
    const { channels, warnings } = await decode(riff([fmt({ bits: 24, align: 4 }), chunk('data', words)]))
    expect(channels).toEqual([[0x123456 / 2 ** 23, -0x123456 / 2 ** 23]])
    expect(warnings).toBeUndefined()
  })

  it('wrong: channels and bits are believed, with a warning', async () => {
    for (const align of [0, 1, 3, 7, 999]) {
      const { channels, warnings } = await decode(riff([fmt({ align }), data]))
      expect(channels).toEqual([expected])
      expect(warnings).toEqual([expect.stringContaining(`block align ${align} does not fit`)])
    }
  })

  it('of A-law and mu-law that claim 16 bits of the decoded samples', async () => {
    const { channels } = await decode(riff([fmt({ tag: 7, bits: 16, align: 2 }), chunk('data', [0xff, 0x80])]))
    expect(channels).toEqual([[0, 32124 / 32768]])
  })
})

it('any number of channels at any rate', async () => {
  for (const channels of [1, 5, 8, 100, 1024]) {
    const values = Array.from({ length: 2 * channels }, (_, i) => i)
    const file = riff([fmt({ channels, rate: 384000 }), chunk('data', int16(values))])
    const decoded = await decodeAudio(file)
    expect(decoded.sampleRate).toBe(384000)
    expect(decoded.channels.map(channel => channel[1] * 32768)).toEqual(values.slice(channels))
  }
})

it('a cut at every byte: samples with a warning, or an error', async () => {
  const whole = goldenBytes('wavex-pcm24.wav')
  const { channels } = await decodeAudio(whole)
  for (let length = 0; length < whole.length; length++) {
    const part = whole.subarray(0, length)
    const result = await decodeAudio(part).catch((error: unknown) => error)
    if (result instanceof Error) {
      expect(result).toBeInstanceOf(AudioFileError)
      expect(length).toBeLessThan(86)
    } else {
      const decoded = result as Awaited<ReturnType<typeof decodeAudio>>
      expect(decoded.warnings).toHaveLength(1)
      decoded.channels.forEach((samples, i) => expect(samples).toEqual(channels[i].subarray(0, samples.length)))
    }
  }
})
