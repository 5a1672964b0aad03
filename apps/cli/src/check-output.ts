import { stat } from 'node:fs/promises'
import { InvalidParameterError } from '@genre/core'

/**
 * Refuses what is neither file nor folder: results are written beside their name and then take it, which would put a file in the
 * place of a device or a pipe.
 *
 * @param path - where something is to be written; anything but a text is left alone
 * @throws InvalidParameterError
 */
export async function checkOutput(path: unknown, parameter: string): Promise<void> {
  if (typeof path !== 'string') return
  const facts = await stat(path).catch(() => undefined)
  if (!facts || facts.isFile() || facts.isDirectory()) return
  throw new InvalidParameterError({ parameter, received: path, allowed: 'a file or a folder, not a device or a pipe' })
}

/** @throws InvalidParameterError if two names are one file */
export async function checkOtherFile(input: string, output: string, parameter: string): Promise<void> {
  const [from, to] = await Promise.all([input, output].map(path => stat(path).catch(() => undefined)))
  if (!from || !to || from.dev !== to.dev || from.ino !== to.ino) return
  throw new InvalidParameterError({ parameter, received: output, allowed: 'another file than the one that is read' })
}
