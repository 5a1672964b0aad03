import type { ExtractConfig, FileFailure, FileFeatures } from './extract-file'
import { FileExtractor } from './extract-file'
import type { FileToRead } from './open-file'

/** What a worker thread is asked: a file to read, or nothing, to see that it runs. */
export interface ExtractTask {
  readonly config: ExtractConfig
  readonly file?: FileToRead
}

// State of one worker thread: its tables are kept from file to file.
let current: { readonly key: string; readonly extractor: FileExtractor } | undefined

/** What a worker answers: errors that are not the file's fault as plain data, since a thread cannot hand over their code. */
export type ExtractAnswer = FileFeatures | FileFailure | { readonly fatal: FileFailure } | undefined

/** Run in a worker thread for each file. */
export default async function extract({ config, file }: ExtractTask): Promise<ExtractAnswer> {
  const key = JSON.stringify(config)
  if (current?.key !== key) current = { key, extractor: new FileExtractor(config) }
  if (file === undefined) return undefined
  try {
    return await current.extractor.extract(file)
  } catch (error) {
    const { code = 'UNKNOWN', message } = error as NodeJS.ErrnoException
    return { fatal: { code, message } }
  }
}
