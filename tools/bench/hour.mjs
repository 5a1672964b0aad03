// Streams a wav file through the 57 descriptors, three seconds at a time, and prints rows and peak memory as JSON.
import { open } from 'node:fs/promises'
import { StreamingResampler } from '@genre/dsp'
import { StreamingExtractor, gtzan57 } from '@genre/features'

const [file, from, segment] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]
const resampler = new StreamingResampler({ from, to: 22050 })
const extractor = new StreamingExtractor(gtzan57, { sampleRate: 22050, segment })
const started = performance.now()
const before = process.memoryUsage.rss()
let rows = 0
// Not resourceUsage().maxRSS: where a process is started by another, that begins with what the other one holds.
let peak = before
const samples = new Float32Array(32768)
const bytes = Buffer.alloc(2 * samples.length)
const handle = await open(file)
for (let at = 44; ;) {
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, at)
  if (bytesRead === 0) break
  at += bytesRead
  const count = bytesRead >> 1
  for (let i = 0; i < count; i++) samples[i] = bytes.readInt16LE(2 * i) / 32768
  rows += extractor.push(resampler.push(samples.subarray(0, count))).length
  peak = Math.max(peak, process.memoryUsage.rss())
}
await handle.close()
rows += extractor.push(resampler.flush()).length
peak = Math.max(peak, process.memoryUsage.rss())
console.log(JSON.stringify({ rows, before, peak, seconds: (performance.now() - started) / 1000 }))
