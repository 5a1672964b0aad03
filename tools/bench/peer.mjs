import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const driver = fileURLToPath(new URL('peer.py', import.meta.url))

/** One thread for every library that would take more. */
const oneThread = Object.fromEntries(
  ['OMP', 'OPENBLAS', 'MKL', 'NUMBA', 'VECLIB_MAXIMUM', 'NUMEXPR'].map(name => [`${name}_NUM_THREADS`, '1']),
)

/** A Python process that runs the peer's side of the benchmark. */
export class Peer {
  /** @type {import('node:child_process').ChildProcessWithoutNullStreams} */
  #child
  /** @type {AsyncIterator<string>} */
  #lines
  #stderr = ''

  /** @param {string} python */
  constructor(python) {
    this.python = python
    /** @type {Record<string, string | null>} */
    this.versions = {}
    this.#child = spawn(python, [driver], { env: { ...process.env, ...oneThread } })
    this.#child.on('error', () => {}) // told by the missing answer
    this.#child.stdin.on('error', () => {})
    this.#child.stderr.setEncoding('utf8').on('data', text => (this.#stderr = (this.#stderr + text).slice(-2000)))
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  /**
   * The first of the candidates that is a Python with librosa or scikit-learn: GENRE_PYTHON alone if that is set.
   *
   * @returns {Promise<Peer | undefined>}
   */
  static async find() {
    const candidates = process.env.GENRE_PYTHON ? [process.env.GENRE_PYTHON] : ['python3', 'python']
    for (const python of candidates) {
      const peer = new Peer(python)
      try {
        peer.versions = await peer.#answer()
        if (peer.versions.librosa || peer.versions.sklearn) return peer
      } catch {
        // no such command, or no Python: the next one
      }
      peer.close()
    }
    return undefined
  }

  get pid() {
    return /** @type {number} */ (this.#child.pid)
  }

  /** @param {string} folder */
  async inputs(folder) {
    await this.#ask({ do: 'inputs', folder })
  }

  /** @param {string} source */
  async load(source) {
    await this.#ask({ do: 'load', source })
  }

  /**
   * Seconds a run, over `count` runs.
   *
   * @param {number} count
   * @param {boolean} cpu whether processor time is asked for, not elapsed time
   * @returns {Promise<number>}
   */
  async time(count, cpu) {
    return (await this.#ask({ do: 'time', count, cpu })).seconds
  }

  /**
   * @param {string} file where it is to write
   * @returns {Promise<Float64Array>}
   */
  async result(file) {
    await this.#ask({ do: 'result', file })
    const bytes = readFileSync(file)
    return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  }

  close() {
    this.#child.stdin.end()
    this.#child.kill()
  }

  /** @param {object} message */
  async #ask(message) {
    this.#child.stdin.write(`${JSON.stringify(message)}\n`)
    const answer = await this.#answer()
    if (answer.error) throw new Error(`${this.python}: ${answer.error}`)
    return answer
  }

  async #answer() {
    const { value, done } = await this.#lines.next()
    if (done) throw new Error(`${this.python} ended: ${this.#stderr.trim().split('\n').at(-1)}`)
    return JSON.parse(value)
  }
}
