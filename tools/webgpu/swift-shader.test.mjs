import { describe, expect, it } from 'vitest'
import { swiftShaderDriver } from './swift-shader.mjs'

describe('swiftShaderDriver', () => {
  const there =
    (/** @type {string[]} */ ...files) =>
    (/** @type {string} */ file) =>
      files.includes(file)

  it('looks beside the program, then in the library folder of its name', () => {
    const beside = '/opt/google/chrome/vk_swiftshader_icd.json'
    const library = '/usr/lib/chromium/vk_swiftshader_icd.json'
    expect(swiftShaderDriver('/opt/google/chrome/chrome', there(beside, library))).toBe(beside)
    expect(swiftShaderDriver('/usr/bin/chromium', there(beside, library))).toBe(library)
  })

  it('is undefined without a driver or without Chromium', () => {
    expect(swiftShaderDriver('/usr/bin/chromium', there())).toBeUndefined()
    expect(swiftShaderDriver(undefined, there('/usr/lib/chromium/vk_swiftshader_icd.json'))).toBeUndefined()
  })
})
