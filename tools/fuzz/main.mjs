import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'

const HELP = `Damages files in every way and reads them: audio of every format, tables, splits, archives, manifests and models.

  node tools/fuzz/main.mjs [--runs 100000] [--seed 1] [--only wav] [--from 0] [--out FOLDER]

Every input must be read, or refused with an error of the library's own, within 2 s of processor time; no typed array or buffer
that is asked for may be larger than 4 times the input and 4 MiB. Audio is decoded as a stream: what of it is put
together afterwards is as long as the sound, which a compressed file may hold much of. What WebAssembly takes is not counted there;
the peak of the whole process is printed and must not grow by more than 512 MiB after the first 500 inputs.

An input that fails is written to FOLDER (default: fuzz-failures) and can be had again by its number: --from N --runs 1.
Needs the packages built (npm run build).`

/** Largest single allocation beyond 4 times the input. */
const ALLOWED = 4 << 20
const MILLIS = 2000
/** An input that takes this long by the clock hangs, whatever else the machine does. */
const HANG = 60_000
const GROWTH = 512 * 1024

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    only: { type: 'string' },
    out: { type: 'string', default: 'fuzz-failures' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

if (values.help) console.log(HELP)
else process.exitCode = await fuzz()

async function fuzz() {
  const first = Number(values.from)
  const end = first + Number(values.runs)
  const folder = await mkdtemp(path.join(tmpdir(), 'genre-fuzz-'))
  const started = performance.now()
  /** @type {Record<string, { inputs: number, read: number, slowest: number, largest: number, worst: number }>} */
  const sums = {}
  let failures = 0
  let grown = 0
  let peak = 0
  const keep = async (
    /** @type {{ what: string, i: number, target: string, input: Uint8Array | string, message: string }} */ failure,
  ) => {
    failures++
    const { what, i, target, input, message } = failure
    console.log(`${what}: input ${i} (${target}): ${message}`)
    if (failures > 200) return
    await mkdir(values.out, { recursive: true })
    await writeFile(path.join(values.out, `${target}-${i}`), input)
  }
  try {
    for (let from = first; from < end;) {
      const place = new SharedArrayBuffer(4)
      const now = new Int32Array(place)
      const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
        workerData: {
          from,
          to: end,
          seed: Number(values.seed),
          only: values.only ?? null,
          folder,
          place,
          allowed: ALLOWED,
          millis: MILLIS,
        },
      })
      from = await new Promise((resolve, reject) => {
        let last = -1
        let since = performance.now()
        let told = performance.now()
        const watch = setInterval(() => {
          const i = Atomics.load(now, 0)
          if (i !== last) {
            last = i
            since = performance.now()
          } else if (performance.now() - since > HANG) {
            clearInterval(watch)
            failures++
            console.log(`hang: input ${i} (run again with --from ${i} --runs 1)`)
            void worker.terminate().then(() => resolve(i + 1))
          }
        }, 500)
        worker.on('message', message => {
          if (message.kind === 'failure') void keep(message)
          else if (message.kind === 'end') {
            clearInterval(watch)
            for (const [name, sum] of Object.entries(message.sums)) {
              const known = (sums[name] ??= { inputs: 0, read: 0, slowest: 0, largest: 0, worst: -Infinity })
              known.inputs += sum.inputs
              known.read += sum.read
              for (const key of /** @type {const} */ (['slowest', 'largest', 'worst']))
                known[key] = Math.max(known[key], sum[key])
            }
            peak = Math.max(peak, message.peak)
            if (message.baseline > 0) grown = Math.max(grown, message.peak - message.baseline)
            resolve(end)
          } else if (performance.now() - told > 30_000) {
            told = performance.now()
            console.log(`${message.done - first} of ${end - first}, ${Math.round((told - started) / 1000)} s`)
          }
        })
        worker.on('error', error => {
          clearInterval(watch)
          const i = Atomics.load(now, 0)
          failures++
          console.log(`crash: input ${i}: ${error.stack ?? error}`)
          if (i <= from) reject(error)
          else resolve(i + 1)
        })
      })
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  console.log('target       inputs     read  slowest ms  largest array  beyond 4 x input')
  for (const [name, { inputs, read, slowest, largest, worst }] of Object.entries(sums)) {
    const cells = [inputs, read, slowest.toFixed(0), largest, worst].map((value, k) =>
      String(value).padStart([9, 9, 12, 15, 18][k]),
    )
    console.log(name.padEnd(10) + cells.join(''))
  }
  if (grown > GROWTH) {
    failures++
    console.log(`memory: the process grew by ${Math.round(grown / 1024)} MiB`)
  }
  const seconds = Math.round((performance.now() - started) / 1000)
  const memory = `peak ${Math.round(peak / 1024)} MiB, ${Math.round(grown / 1024)} MiB more than after 500 inputs`
  console.log(`${end - first} inputs, ${failures} failures, ${seconds} s, ${memory}`)
  return failures > 0 ? 1 : 0
}
