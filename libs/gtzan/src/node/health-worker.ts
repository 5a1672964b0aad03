import type { Examined } from './examine-file'
import { examineFile } from './examine-file'
import type { FileToRead } from './open-file'

/** What a worker thread is asked. */
export interface HealthTask {
  readonly file: FileToRead
  readonly fingerprint: boolean
}

/** Run in a worker thread for each file. */
export default function examineInWorker({ file, fingerprint }: HealthTask): Promise<Examined> {
  return examineFile(file, { fingerprint })
}
