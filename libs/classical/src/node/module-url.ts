import { pathToFileURL } from 'node:url'

/** The URL of the built file that this code ended up in, in ESM and in CommonJS. */
export function moduleUrl(): string {
  return typeof __filename === 'string' ? pathToFileURL(__filename).href : import.meta.url
}
