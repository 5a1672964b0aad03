import { spawn } from 'node:child_process'

/**
 * Runs a command to its end and hands back everything it said; it never throws for a non-zero status.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number, input?: string }} [options] `timeout` in milliseconds
 * @returns {Promise<{ status: number, stdout: string, stderr: string }>}
 */
export function run(command, args, { cwd, env = process.env, timeout = 300_000, input } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    const timer = setTimeout(() => {
      stderr += `\n(ended after ${timeout / 1000} s)`
      child.kill('SIGKILL')
    }, timeout)
    child.stdout.setEncoding('utf8').on('data', text => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', text => (stderr += text))
    child.on('error', error => {
      clearTimeout(timer)
      reject(error)
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      resolve({ status: code ?? (signal ? 128 : 1), stdout, stderr })
    })
    child.stdin.on('error', () => {}) // a child that ends without reading its input is no error of ours
    child.stdin.end(input ?? '')
  })
}
