import { linkSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { extractTable } from '@genre/gtzan/node'
import { chords, wavFile } from '../../common/wav.mjs'

/** @type {import('../entry').OwnEntry} */
export default {
  name: 'threads',
  job: 'tracks of 30 s, wav to 57 descriptors, on two worker threads and on the calling one',
  async run({ scratch, log }) {
    const count = Number(process.env.GENRE_BENCH_TRACKS ?? 1000)
    const folder = path.join(scratch, 'blues')
    mkdirSync(folder)
    const music = chords(22050, 60)
    for (let i = 0; i < count; i++) {
      const file = path.join(folder, `blues.${String(i).padStart(5, '0')}.wav`)
      // Fifty different tracks, each some times.
      if (i < 50) writeFileSync(file, wavFile(music.subarray(9973 * i, 9973 * i + 661500), 22050))
      else linkSync(path.join(folder, `blues.${String(i % 50).padStart(5, '0')}.wav`), file)
    }
    /** @type {Record<number, number>} */
    const seconds = {}
    for (const jobs of [2, 1]) {
      const result = await extractTable(folder, { segments: 'none', jobs })
      if (result.table.filenames.length !== count) throw new Error(`${result.table.filenames.length} rows of ${count}`)
      seconds[jobs] = result.seconds
      log(`  ${jobs} thread(s): ${result.seconds.toFixed(1)} s`)
    }
    const ratio = seconds[1] / seconds[2]
    return {
      text: `${count} tracks: ${seconds[1].toFixed(1)} s on one thread, ${seconds[2].toFixed(1)} s on two: ${ratio.toFixed(2)} times as fast`,
      numbers: { tracks: count, one: seconds[1], two: seconds[2], ratio },
    }
  },
}
