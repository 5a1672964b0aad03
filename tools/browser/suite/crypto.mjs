import { sha256 } from '@noble/hashes/sha2'
import { bytesToHex } from '@noble/hashes/utils'

// Stands in for node:crypto in the bundled test files, which check that the signals are those of the reference.

/** @param {string} name */
export function createHash(name) {
  if (name !== 'sha256') throw new Error(`no ${name} here`)
  const hash = sha256.create()
  const digest = {
    update(/** @type {Uint8Array} */ bytes) {
      hash.update(bytes)
      return digest
    },
    digest: () => bytesToHex(hash.digest()),
  }
  return digest
}
