import { existsSync } from 'node:fs'

/** A folder whose node_modules has the optional peers: tfjs-node, or webgpu and tfjs-backend-webgpu. */
export const peersFrom = process.env.GENRE_PEERS

/** Whether an optional peer is there; otherwise says which test is left out. */
export function hasPeer(name: string): boolean {
  const found = peersFrom !== undefined && existsSync(`${peersFrom}/node_modules/${name}`)
  if (!found) console.log(`skipped: GENRE_PEERS names no folder with ${name} in its node_modules`)
  return found
}
