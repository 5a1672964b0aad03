import type { ExtractConfig, FileFailure, FileFeatures } from './extract-file'
import { FileExtractor } from './extract-file'

/** What a worker thread is asked: a file to read, or nothing, to see that it runs. */
export interface ExtractTask {
  readonly config: ExtractConfig
  readonly path?: string
}

// State of one worker thread: its tables are kept from file to file.
let current: { readonly key: string; readonly extractor: FileExtractor } | undefined

/** What a worker answers: errors that are not the file's fault as plain data, since a thread cannot hand over their code. */
export type ExtractAnswer = FileFeatures | FileFailure | { readonly fatal: FileFailure } | undefined

/** Run in a worker thread for each file. */
export default async function extract({ config, path }: ExtractTask): Promise<ExtractAnswer> {
  const key = JSON.stringify(config)
  if (current?.key !== key) current = { key, extractor: new FileExtractor(config) }
  if (path === undefined) return undefined
  try {
    return await current.extractor.extract(path)
  } catch (error) {
    const { code = 'UNKNOWN', message } = error as NodeJS.ErrnoException
    return { fatal: { code, message } }
  }
}
