import path from 'node:path'

const DRIVER = 'vk_swiftshader_icd.json'

/**
 * The Vulkan driver file of SwiftShader, the software adapter that Chromium brings: beside the program itself (Chrome's own
 * packages), or in the library folder of its name (Debian's, whose program is a script in /usr/bin).
 *
 * @param {string | undefined} chromium the program, links followed
 * @param {(file: string) => boolean} exists
 * @returns {string | undefined}
 */
export function swiftShaderDriver(chromium, exists) {
  if (chromium === undefined) return undefined
  const folder = path.dirname(chromium)
  return [folder, path.join(folder, '../lib', path.basename(chromium))]
    .map(each => path.join(each, DRIVER))
    .find(exists)
}
