import { sha256 as portableSha256 } from '@noble/hashes/sha2'

/**
 * SHA-256 in hexadecimal: by the platform, or in JavaScript where a page has no secure context (plain http).
 */
export async function sha256(content: Uint8Array): Promise<string> {
  const digest = globalThis.crypto?.subtle
    ? new Uint8Array(await crypto.subtle.digest('SHA-256', content as Uint8Array<ArrayBuffer>))
    : portableSha256(content)
  return Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('')
}
