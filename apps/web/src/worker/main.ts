import { spectralSubtraction } from '@genre/dsp'
import { blobSource, encodeWav, loadAudio } from '@genre/gtzan'
import type { Cutting, GenreReader } from '@genre/models'
import { GenreClassifier, shippedModels } from '@genre/models'
import { overlapOf } from '../state/cutting'
import { LONGEST_RECORDING, LiveSession } from './live-session'
import { melPicture, melTicks } from './pictures'
import { readingOf } from './reading-of'
import type { WorkerScope } from './serve'
import { serve } from './serve'
import type { Song } from './song'
import { composeSong, readSong } from './song'

const scope = self as unknown as WorkerScope

/** The model in use; the next one while it is loaded, so that whoever asks meanwhile gets that. */
let model: Promise<GenreClassifier> | null = null
let song: Song | null = null
let reader: GenreReader | null = null
let live: { session: LiveSession; stop: () => void } | null = null

serve(scope, {
  shelf: () => ({ output: shippedModels }),

  model: async input => {
    const before = model
    model = loadModel(input)
    let next: GenreClassifier
    try {
      next = await model
    } catch (error) {
      model = before
      throw error
    }
    // A song at another rate has to be read again.
    if (song && song.audio.sampleRate !== next.recipe.sampleRate) song = null
    reader = song && next.reader(song.audio)
    const { name, classes, recipe, card } = next
    return { output: { name, classes, recipe, card } }
  },

  open: async (input, context) => {
    const { recipe } = await loaded()
    return keep(await readSong(input, recipe.sampleRate, context))
  },

  compose: ({ genre, track }) => keep(composeSong(genre, track)),

  picture: ({ palette, width }) => {
    const { audio } = opened()
    const picture = melPicture(audio, { palette, width })
    return { output: { picture, ticks: melTicks(audio.sampleRate) }, transfer: [picture.data.buffer] }
  },

  read: async (cutting, context) => {
    const answer = await (await readerOf()).read({ ...possible(cutting), ...context })
    return { output: readingOf((await loaded()).classes, answer) }
  },

  asCommand: async (_, { signal }) => {
    const { genre, segments, probabilities } = await (await readerOf()).read({ signal })
    return { output: { genre, segments, probabilities: (await loaded()).classes.map(name => probabilities[name]) } }
  },

  explain: async (cutting, { signal }) => ({
    output: await (await readerOf()).explain({ ...possible(cutting), signal }),
  }),

  heard: () => {
    const wav = encodeWav(opened().audio) as Uint8Array<ArrayBuffer>
    return { output: wav, transfer: [wav.buffer] }
  },

  clean: async ({ start, end, strength, chunk, overlap, palette, width }, context) => {
    const { audio } = opened()
    const clean = spectralSubtraction(audio, {
      noise: { start, end },
      overSubtraction: strength,
      floor: 0.02,
      smoothing: { time: 0.3, bins: 3 },
      normalize: false,
    })
    const before = melPicture(audio, { palette, width })
    const after = melPicture(clean, { palette, width })
    const classifier = await loaded()
    const answer = await classifier.reader(clean).read({ ...possible({ chunk, overlap }), ...context })
    const reading = readingOf(classifier.classes, answer)
    const wav = encodeWav(clean) as Uint8Array<ArrayBuffer>
    return { output: { wav, before, after, reading }, transfer: [wav.buffer, before.data.buffer, after.data.buffer] }
  },

  batch: async ({ file, name }, { signal, onProgress }) => {
    const classifier = await loaded()
    const { recipe, classes } = classifier
    onProgress(0)
    const audio = await loadAudio(blobSource(file), { file: name, sampleRate: recipe.sampleRate, signal })
    const { genre, probabilities, segments, warnings } = await classifier.reader(audio).read({ signal })
    return {
      output: {
        genre,
        probabilities: classes.map(each => probabilities[each]),
        segments,
        seconds: audio.samples.length / audio.sampleRate,
        warnings: [...(audio.warnings ?? []), ...warnings],
      },
    }
  },

  live: async ({ port, sampleRate, cutting, palette, cleanFirst }, { signal, onProgress }) => {
    const classifier = await loaded()
    const session = new LiveSession({
      classifier,
      sampleRate,
      chunk: cutting.chunk,
      palette,
      cleanFirst,
      onUpdate: onProgress,
    })
    try {
      await new Promise<void>((resolve, reject) => {
        live = { session, stop: resolve }
        signal.addEventListener('abort', () => resolve(), { once: true })
        port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
          try {
            session.push(data)
            if (session.seconds >= LONGEST_RECORDING) resolve()
          } catch (error) {
            reject(error)
          }
        }
      })
    } finally {
      live = null
      port.close()
    }
    signal.throwIfAborted()
    const recording = session.finish()
    const { raw, clean, before, after } = recording
    return { output: recording, transfer: [raw.buffer, clean.buffer, before.data.buffer, after.data.buffer] }
  },

  liveControl: ({ learn, cleanFirst, stop }) => {
    if (learn) live?.session.learn()
    if (cleanFirst !== undefined && live) live.session.cleanFirst = cleanFirst
    if (stop) live?.stop()
    return { output: null }
  },
})

async function keep(next: Song) {
  song = next
  reader = (await loaded()).reader(next.audio)
  return { output: next.facts }
}

async function loaded(): Promise<GenreClassifier> {
  if (!model) throw new Error('no model is loaded')
  return model
}

async function loadModel(input: { name: string | null } | { file: Blob; name: string }): Promise<GenreClassifier> {
  if (!('file' in input)) return GenreClassifier.load(input.name ?? undefined)
  return GenreClassifier.fromJSON(await jsonOf(input.file, input.name), { file: input.name })
}

function opened(): Song {
  if (!song) throw new Error('no song is open')
  return song
}

async function readerOf(): Promise<GenreReader> {
  return (reader ??= (await loaded()).reader(opened().audio))
}

/** The sliders are free; chunks have to advance. */
function possible(cutting: Cutting): Cutting {
  return { chunk: cutting.chunk, overlap: overlapOf(cutting) }
}

async function jsonOf(file: Blob, name: string): Promise<unknown> {
  try {
    return JSON.parse(await file.text())
  } catch {
    throw Object.assign(new Error(`${name}: is not a model file: it is not JSON`), { code: 'MODEL_FORMAT' })
  }
}
