import { readFile } from 'node:fs/promises'
import { GenreError } from '@genre/core'
import type { Command, Option } from 'commander'
import { lilconfig } from 'lilconfig'

const NAMES = ['.genrerc', '.genrerc.json', 'genre.config.json']

/** A file of defaults that cannot be used: wrong usage, as wrong words would be. */
export class ConfigError extends GenreError {
  constructor(message: string) {
    super('CONFIG', message)
  }
}

/**
 * Takes defaults for options from a file: `.genrerc`, `.genrerc.json` or `genre.config.json` in the working folder or one above it,
 * or the one that is named. It is JSON; options stand under the name of their command, or beside those for all commands that have
 * them. What is said on the command line comes first.
 *
 *     { "jobs": 4, "extract": { "set": "extended207", "segments": 5 } }
 *
 * @returns the file that was read, if one was
 * @throws ConfigError for a file that is no JSON object, or has an unknown command, option or value
 */
export async function applyConfigFile(program: Command, named?: string): Promise<string | undefined> {
  const found = named ?? (await search())
  if (found === undefined) return undefined
  const refuse = (reason: string, column?: string): never => {
    throw new ConfigError(`${found}: ${column === undefined ? '' : `${column} `}${reason}`)
  }
  let json: unknown
  try {
    json = JSON.parse(await readFile(found, 'utf8'))
  } catch (error) {
    return refuse(error instanceof SyntaxError ? 'is no JSON' : 'cannot be read: there is no such file')
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return refuse('must be a JSON object')
  const commands = new Map(program.commands.map(command => [command.name(), command]))
  const general = Object.entries(json).filter(([key]) => !commands.has(key))
  for (const [key, value] of general) {
    const takers = [program, ...commands.values()].filter(command => optionOf(command, key))
    if (takers.length === 0) refuse('is no option and no command', key)
    for (const command of takers) set(command, key, value, refuse)
  }
  for (const [name, options] of Object.entries(json)) {
    const command = commands.get(name)
    if (!command) continue
    if (typeof options !== 'object' || options === null || Array.isArray(options)) refuse('must be an object', name)
    for (const [key, value] of Object.entries(options as object)) {
      if (!optionOf(command, key)) refuse(`is no option of ${name}`, key)
      set(command, key, value, refuse)
    }
  }
  return found
}

async function search(): Promise<string | undefined> {
  const text = (path: string) => Promise.resolve(path)
  const loaders = { noExt: text, '.json': text }
  const result = await lilconfig('genre', { searchPlaces: NAMES, loaders }).search()
  return result?.filepath
}

function optionOf(command: Command, key: string): Option | undefined {
  return command.options.find(option => option.attributeName() === key && key !== 'config' && key !== 'version')
}

function set(command: Command, key: string, value: unknown, refuse: (reason: string, column: string) => never): void {
  const option = optionOf(command, key)!
  if (option.isBoolean() || option.negate) {
    if (typeof value !== 'boolean') refuse('must be true or false', key)
    command.setOptionValueWithSource(key, value, 'config')
    return
  }
  if (typeof value !== 'string' && typeof value !== 'number') refuse('must be a text or a number', key)
  try {
    const parsed: unknown = option.parseArg ? option.parseArg(String(value), undefined as never) : String(value)
    command.setOptionValueWithSource(key, parsed, 'config')
  } catch (error) {
    refuse(`cannot be ${JSON.stringify(value)}: ${(error as Error).message}`, key)
  }
}
