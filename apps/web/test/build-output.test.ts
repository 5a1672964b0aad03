import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { shippedModels } from '@genre/models'
import { describe, expect, it } from 'vitest'
import { POLICY } from '../build/policy.mjs'

const dist = path.join(import.meta.dirname, '../dist')
const read = (name: string) => readFileSync(path.join(dist, name))
const assets = existsSync(dist) ? readdirSync(path.join(dist, 'assets')).map(name => `assets/${name}`) : []

describe.skipIf(assets.length === 0)('the built page (skipped where npm run build was not run)', () => {
  it('weighs under 400 kB gzipped at the first visit, model and font included', () => {
    // What is loaded without any click: the page, its style, script and font, the worker, the first model with its chunks.
    const first = ['index.html', 'theme.js', 'icon.svg', 'manifest.webmanifest']
    const wanted = [
      /\/index-.*\.(js|css)$/,
      /\/main-.*\.js$/,
      new RegExp(`/${shippedModels[0]}-.*\\.js$`),
      /\.woff2$/,
      /\/chunk-.*\.js$/,
    ]
    for (const pattern of wanted) {
      const found = assets.filter(name => pattern.test(name))
      if (!String(pattern).includes('chunk')) expect(found.length, String(pattern)).toBeGreaterThan(0)
      first.push(...found)
    }
    const size = (name: string) => (name.endsWith('.woff2') ? read(name).length : gzipSync(read(name)).length)
    expect(first.reduce((sum, name) => sum + size(name), 0)).toBeLessThan(400_000)
  })

  it('has its policy in the page, nothing inline, and only relative addresses', () => {
    const html = read('index.html').toString().replaceAll('&#39;', "'")
    expect(html).toContain(`content="${POLICY}"`)
    expect(html).not.toMatch(/<script(?![^>]*src=)[^>]*>|<style|\sstyle=|\son\w+=/)
    for (const [, address] of html.matchAll(/(?:src|href)="([^"]*)"/g)) expect(address).toMatch(/^\.\//)
  })

  it('names every file of the build in the service worker', () => {
    const later = shippedModels.slice(1)
    const list = JSON.parse(/\[("\.\/"[^\]]*)\]/.exec(read('sw.js').toString())![0]) as string[]
    expect(list).toEqual(
      expect.arrayContaining([
        './',
        'theme.js',
        'icon.svg',
        ...assets.filter(name => !name.endsWith('.map') && !later.some(model => name.includes(`/${model}-`))),
      ]),
    )
    // Another model is kept once it was chosen.
    expect(later.length).toBeGreaterThan(0)
    for (const model of later) expect(list.filter(name => name.includes(model))).toEqual([])
    for (const name of list) expect(existsSync(path.join(dist, name)), name).toBe(true)
    expect(read('sw.js').toString()).not.toContain('__OFFLINE')
  })
})
