import type { Plugin } from 'vite'
import { POLICY } from './policy.mjs'

/** Writes the content security policy into the built page, for hosts that send no headers. */
export function policyPlugin(): Plugin {
  return {
    name: 'genre-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' },
    ],
  }
}
