// Makes the pictures of the gallery, docs/gallery/*.png, and its page, docs/gallery.md: `npm run gallery`.
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { writeAtomic } from '@genre/core/node'
import { renderSvg } from '@genre/viz/node'
import prettier from 'prettier'
import { launchChromium } from '../../browser/chromium.mjs'
import { root } from '../../common/packages.mjs'
import { bytes } from '../../common/table.mjs'
import { galleryPage, pictures } from './page.mjs'
import { palettePng } from './palette-png.mjs'

const HELP = `npm run gallery [-- NAME...]

Makes the pictures of docs/gallery (all, or those named) from synthesized music, and docs/gallery.md with the code of each.
Vega-Lite draws them, Chromium (CHROMIUM_PATH, or chromium on the PATH) turns them into PNG files.`

const { values: options, positionals } = parseArgs({
  options: { help: { type: 'boolean', short: 'h' } },
  allowPositionals: true,
})
if (options.help) console.log(HELP)
else await main(positionals)

/** @param {string[]} names */
async function main(names) {
  const folder = path.join(root, 'docs/gallery')
  mkdirSync(folder, { recursive: true })
  const all = await pictures()
  const unknown = names.filter(name => !all.some(each => each.name === name))
  if (unknown.length > 0)
    throw new Error(`No picture ${unknown.join(', ')}; there are ${all.map(each => each.name).join(', ')}.`)
  const browser = await launchChromium()
  try {
    const page = await browser.newPage({ viewport: { width: 1000, height: 400 } })
    for (const { name, draw } of all.filter(each => names.length === 0 || names.includes(each.name))) {
      const svg = await renderSvg(draw())
      await page.setContent(
        `<style>body { margin: 0 } svg { display: block } image { image-rendering: pixelated }</style>${svg}`,
      )
      const png = palettePng(await pixels(page, await page.locator('svg').first().screenshot()))
      await writeAtomic(path.join(folder, `${name}.png`), [png])
      console.log(`docs/gallery/${name}.png  ${bytes(png.length)}`)
    }
  } finally {
    await browser.close()
  }
  for (const file of readdirSync(folder)) {
    if (!all.some(({ name }) => file === `${name}.png`)) rmSync(path.join(folder, file))
  }
  const file = path.join(root, 'docs/gallery.md')
  const settings = { ...(await prettier.resolveConfig(file)), filepath: file }
  await writeAtomic(file, [await prettier.format(galleryPage(all), settings)])
}

/**
 * The pixels of a PNG file, as a page's canvas reads them.
 *
 * @param {import('playwright-core').Page} page
 * @param {Buffer} png
 */
async function pixels(page, png) {
  const { width, height, text } = await page.evaluate(async base64 => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'))
    context.drawImage(image, 0, 0)
    const { data } = context.getImageData(0, 0, image.width, image.height)
    let text = ''
    for (let i = 0; i < data.length; i += 4096) text += String.fromCharCode(...data.subarray(i, i + 4096))
    return { width: image.width, height: image.height, text: btoa(text) }
  }, png.toString('base64'))
  return { width, height, data: new Uint8Array(Buffer.from(text, 'base64')) }
}
