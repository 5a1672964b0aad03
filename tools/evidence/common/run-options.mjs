import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { selectBackend } from '@genre/nets'

const SHARED_HELP = `
  --run WORD      only runs whose name has it in it, such as track-1: for several processes at a time
  --backend NAME  wasm (default), tfjs-node, or any that selectBackend knows
  --peers DIR     a folder in whose node_modules tfjs-node is
  --threads N     default 1
  --smoke         one epoch of everything, to see that it works: give another --out
  --page          write the page from the runs that are there, train nothing

Runs that are there are skipped, and one that was stopped goes on after the last epoch that it finished.`

/**
 * The command line of a script that trains nets run by run and writes a page: its own options, and those that all share.
 * Ends the process after `--help`, or where something is missing.
 *
 * @template {string} Own
 * @template {Own} [Needed=Own]
 * @param {object} script
 * @param {string} script.usage the command, with what it needs
 * @param {string} script.help a line for each option of its own, --out, --work and --only among them
 * @param {readonly Own[]} script.own options of its own, all with a value
 * @param {readonly Needed[]} script.needed those without which nothing can be trained
 * @param {string} script.work default of --work
 */
export function readRunOptions({ usage, help, own, needed, work }) {
  const { values } = parseArgs({
    options: {
      ...Object.fromEntries(own.map(name => [name, /** @type {const} */ ({ type: 'string' })])),
      out: { type: 'string' },
      work: { type: 'string', default: work },
      only: { type: 'string' },
      run: { type: 'string', default: '' },
      backend: { type: 'string', default: 'wasm' },
      peers: { type: 'string' },
      threads: { type: 'string', default: '1' },
      smoke: { type: 'boolean', default: false },
      page: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const text = `${usage}\n\n${help}${SHARED_HELP}`
  if (values.help) {
    console.log(text)
    process.exit(0)
  }
  const given = /** @type {Record<string, unknown>} */ (values)
  if (!values.out || (!values.page && needed.some(name => !given[name]))) {
    console.error(text)
    process.exit(2)
  }
  return /** @type {typeof values & { out: string } & Record<Needed, string> & Record<Own, string | undefined>} */ ({
    ...values,
    out: resolve(values.out),
  })
}

/**
 * The backend that the command line names.
 *
 * @param {{ backend: string, threads: string, peers?: string }} values
 */
export function backendOf({ backend, threads, peers }) {
  return selectBackend({
    backends: [/** @type {import('@genre/nets').BackendName} */ (backend)],
    threads: Number(threads),
    peersFrom: peers && resolve(peers),
  })
}
