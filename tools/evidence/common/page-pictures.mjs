import path from 'node:path'
import { renderSvg } from '@genre/viz/node'
import { writeWhole } from './json-file.mjs'

/** @typedef {(file: string, spec: import('@genre/viz').VegaLiteSpec) => Promise<string>} Draw */

/**
 * Draws charts into `OUT/pictures` and hands back the markdown that shows each on the page `OUT.md`.
 *
 * @param {string} out the folder of the runs
 * @returns {Draw}
 */
export function pagePictures(out) {
  return async (file, spec) => {
    writeWhole(path.join(out, 'pictures', `${file}.svg`), await renderSvg(spec))
    return `![${spec.description}](${path.basename(out)}/pictures/${file}.svg)`
  }
}
