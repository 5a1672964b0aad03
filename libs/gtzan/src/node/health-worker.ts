import type { Examined } from './examine-file'
import { examineFile } from './examine-file'

/** What a worker thread is asked. */
export interface HealthTask {
  readonly path: string
  readonly fingerprint: boolean
}

/** Run in a worker thread for each file. */
export default function examineInWorker({ path, fingerprint }: HealthTask): Promise<Examined> {
  return examineFile(path, { fingerprint })
}
