import { createColors } from 'picocolors'
import type { Terminal } from '../src/index'
import { main } from '../src/index'

/** Runs the command in this process and gathers what it wrote. */
export function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  return runWith({}, ...words)
}

/** The same with something on standard input. */
export async function runWith(
  options: { input?: Iterable<Uint8Array>; signal?: AbortSignal; columns?: number },
  ...words: string[]
): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = []
  const err: string[] = []
  const terminal: Terminal = {
    out: text => void out.push(text),
    err: text => void err.push(text),
    colors: createColors(false),
    progress: () => ({ onProgress: () => {}, stop: () => {} }),
    ...(options.columns !== undefined && { columns: options.columns }),
  }
  const { input, signal } = options
  const code = await main(words, {
    terminal,
    signal,
    ...(input && { input: pieces(input) }),
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

async function* pieces(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(chunk)
}
