import { nodeBuiltin } from '../parallel/start-thread'
import { moduleUrl } from './module-url'

interface NodeModule {
  createRequire(from: string): { (id: string): unknown; resolve(id: string): string }
}

/** Node's major version; `undefined` elsewhere. */
export function nodeMajor(): number | undefined {
  const { process } = globalThis as { process?: { versions?: { node?: string } } }
  const version = process?.versions?.node
  return version && nodeBuiltin('node:module') ? Number.parseInt(version, 10) : undefined
}

/** Where an optional package lies, in Node: seen from `folder`, or else from this package. */
export function findPeer(name: string, folder: string | undefined): string {
  const { createRequire } = nodeBuiltin<NodeModule>('node:module')!
  const origins = [...(folder === undefined ? [] : [`${folder.replace(/[\\/]*$/, '')}/package.json`]), moduleUrl()]
  for (const origin of origins) {
    try {
      return createRequire(origin).resolve(name)
    } catch {
      // Not seen from there.
    }
  }
  throw new Error(`the package ${name} is not installed`)
}

/** Loads an optional CommonJS package, in Node. */
export function requirePeer(name: string, folder: string | undefined): unknown {
  const path = findPeer(name, folder)
  return nodeBuiltin<NodeModule>('node:module')!.createRequire(path)(path)
}

/** Loads an optional package that is an ES module, in Node. */
export async function importPeer(name: string, folder: string | undefined): Promise<unknown> {
  const { pathToFileURL } = nodeBuiltin<{ pathToFileURL(path: string): URL }>('node:url')!
  const url = pathToFileURL(findPeer(name, folder)).href
  return import(/* @vite-ignore */ /* webpackIgnore: true */ url)
}
