import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { InvalidParameterError } from '@genre/core'
import type { Answer, ClassifyFileOptions } from './classify-file'
import { classifyFile } from './classify-file'
import { failureOf } from './failure'
import type { Classifier } from './learn/load-classifier'
import { isNet, loadClassifier } from './learn/load-classifier'

/**
 * The genres of files in the order of the files, each as soon as it and those before it are known. On worker threads where
 * that pays: for one file, or where the built worker is not at hand, in this thread. A net has its threads inside.
 *
 * @throws whatever is wrong with the model or the cutting, before any file is read
 */
export async function* classifyAll(
  files: readonly string[],
  options: ClassifyFileOptions & { model: string; jobs: number; signal: AbortSignal },
): AsyncGenerator<Answer, void, void> {
  const { model, signal, chunk, overlap, timeline } = options
  const cutting: ClassifyFileOptions = { chunk, overlap, timeline }
  const classifier = await loadClassifier(model, { threads: options.jobs })
  checkCutting(classifier, cutting)
  const worker = new URL('./classify-worker.js', import.meta.url)
  const jobs = Math.min(options.jobs, files.length)
  if (jobs < 2 || isNet(classifier) || !existsSync(fileURLToPath(worker))) {
    for (const file of files) {
      if (signal.aborted) return
      yield await classifyFile(classifier, file, cutting, signal)
    }
    return
  }
  const { Tinypool } = await import('tinypool')
  const pool = new Tinypool({
    filename: worker.href,
    minThreads: jobs,
    maxThreads: jobs,
    runtime: 'worker_threads',
    execArgv: [],
  })
  const ahead: Promise<Answer>[] = []
  let next = 0
  const fill = () => {
    while (next < files.length && ahead.length < 2 * jobs) {
      const file = files[next++]
      ahead.push(
        (pool.run({ file, model, cutting }, { signal }) as Promise<Answer>).catch(error => ({
          file,
          error: failureOf(error, file),
        })),
      )
    }
  }
  try {
    for (fill(); ahead.length > 0; fill()) {
      const answer = await ahead.shift()!
      if (signal.aborted) return
      yield answer
    }
  } finally {
    await pool.destroy().catch(() => undefined)
  }
}

/** @throws InvalidParameterError for chunks that cannot be, or that a net does not take */
function checkCutting(classifier: Classifier, cutting: ClassifyFileOptions): void {
  if (!isNet(classifier)) {
    classifier.stream({ ...cutting, sampleRate: classifier.recipe.sampleRate })
    return
  }
  const { seconds } = classifier.recipe
  const { chunk = seconds, overlap = 0 } = cutting
  if (chunk !== seconds) {
    throw new InvalidParameterError({
      parameter: '--chunk',
      received: chunk,
      allowed: `${seconds}: what this net takes`,
    })
  }
  if (overlap >= seconds) {
    throw new InvalidParameterError({ parameter: '--overlap', received: overlap, allowed: `less than ${seconds}` })
  }
}
