import * as tf from '@tensorflow/tfjs'
import type { Started } from './backend-choice'

/** A page's WebGL. */
export async function startWebgl(): Promise<Started> {
  const { document, OffscreenCanvas } = globalThis as { document?: unknown; OffscreenCanvas?: unknown }
  if (!document && !OffscreenCanvas) throw new Error('it needs a browser')
  if (!(await tf.setBackend('webgl'))) throw new Error('this browser has no WebGL')
  return { tfjsName: 'webgl', description: `WebGL ${tf.env().getNumber('WEBGL_VERSION')}` }
}
