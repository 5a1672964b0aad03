import type { MicrophoneProblem } from '../audio/microphone'
import { MicrophoneError } from '../audio/microphone'
import { TaskError } from '../worker/client'

/** What a person is told when something does not work. */
export interface Words {
  readonly title: string
  readonly detail: string
}

const FILE: Readonly<Record<string, string>> = {
  empty: 'This file is empty',
  'not-audio': 'This is not audio',
  unsupported: 'This kind of audio cannot be read here',
  protected: 'This file is copy-protected',
  'bad-header': 'This file is damaged at its beginning',
  truncated: 'This file is cut off',
  damaged: 'This file is damaged',
  'no-samples': 'There is no sound in this file',
  'not-finite': 'This file holds numbers that are no sound',
  'too-long': 'This is longer than two hours',
  unreadable: 'The browser cannot read this file',
}

const MICROPHONE: Readonly<Record<MicrophoneProblem, Words>> = {
  refused: {
    title: 'The microphone was refused',
    detail: 'The browser was told not to let this page listen. Allow it in the address bar and try again.',
  },
  none: { title: 'There is no microphone', detail: 'Plug one in, or drop a file instead.' },
  busy: { title: 'The microphone is taken', detail: 'Another program seems to be using it.' },
  insecure: {
    title: 'No microphone here',
    detail: 'Browsers allow it only for pages from https or from this machine (localhost).',
  },
  failed: {
    title: 'The microphone did not start',
    detail: 'The browser gave no reason. Reload the page and try again.',
  },
}

/** An error in words. */
export function wordsOf(error: unknown): Words {
  if (error instanceof MicrophoneError) return MICROPHONE[error.problem]
  if (!(error instanceof TaskError)) return { title: 'That did not work', detail: messageOf(error) }
  const { code, problem, message } = error.trouble
  switch (code) {
    case 'DECODE':
      return { title: FILE[problem ?? ''] ?? 'This file cannot be read', detail: sentence(message) }
    case 'TOO_SHORT':
      return { title: 'Too short to name', detail: sentence(message) }
    case 'SILENT':
      return { title: 'Nothing but silence', detail: sentence(message) }
    case 'MODEL_FORMAT':
      return { title: 'This is not a model for this page', detail: sentence(message) }
    case 'MEMORY':
      return { title: 'Too large for this browser', detail: 'There is not enough memory for it. Try a shorter piece.' }
    default:
      return { title: 'That did not work', detail: sentence(message) }
  }
}

/** Whether an error is only the echo of a cancel. */
export function isCancel(error: unknown): boolean {
  return error instanceof TaskError && error.trouble.code === 'ABORTED'
}

function messageOf(error: unknown): string {
  return sentence(error instanceof Error ? error.message : String(error))
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`
}
