import { createColors } from 'picocolors'
import type { Terminal } from '../src/index'
import { main } from '../src/index'

/** Runs the command in this process and gathers what it wrote. */
export async function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = []
  const err: string[] = []
  const terminal: Terminal = {
    out: text => void out.push(text),
    err: text => void err.push(text),
    colors: createColors(false),
    progress: () => ({ onProgress: () => {}, stop: () => {} }),
  }
  const code = await main(words, { terminal })
  return { code, out: out.join('\n'), err: err.join('\n') }
}
