import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import prettier from 'prettier'
import { expect, test } from 'vitest'
import { root } from '../../common/packages.mjs'
import { galleryPage, pictureSources, shownCode } from './page.mjs'
import { palettePng } from './palette-png.mjs'

test('the code that is shown: what computes, with the imports that it uses', () => {
  const source = `import { a, max } from '@genre/dsp'
import { b } from '@genre/viz'
import { sheet } from '../draw.mjs'

// the code
const c = a({ ref: max })
// the picture
export const draw = () => sheet(b(c))
`
  expect(shownCode(source)).toBe("import { a, max } from '@genre/dsp'\n\nconst c = a({ ref: max })")
  expect(() => shownCode('const a = 1')).toThrow('no code')
})

test('docs/gallery.md is what the pictures say, and each has its PNG (else: npm run gallery)', async () => {
  const all = pictureSources()
  const file = path.join(root, 'docs/gallery.md')
  const settings = { ...(await prettier.resolveConfig(file)), filepath: file }
  expect(readFileSync(file, 'utf8')).toBe(await prettier.format(galleryPage(all), settings))
  for (const { name } of all) expect(existsSync(path.join(root, `docs/gallery/${name}.png`)), name).toBe(true)
})

test('a palette keeps all colours of a small picture', () => {
  const data = Uint8Array.of(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 9, 9, 9, 255)
  const png = palettePng({ width: 2, height: 2, data })
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]).toEqual([2, 2, 8, 3])
  const palette = png.subarray(png.indexOf('PLTE') + 4, png.indexOf('IDAT') - 8)
  expect([...palette]).toEqual([255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9])
})
