import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * The links of a static site that lead nowhere: to a file that is not there, to a part of a page that has no such name, or
 * to an address that works on a server only (a folder without its index.html, an absolute path). Foreign addresses are not
 * asked, but must be links that a reader clicks: nothing may load from elsewhere.
 *
 * @param {string} folder
 * @returns {string[]} one line each, `page: link: why`
 */
export function brokenLinks(folder) {
  /** @type {Map<string, Set<string>>} */
  const names = new Map()
  const namesOf = (/** @type {string} */ file) => {
    let found = names.get(file)
    if (!found) names.set(file, (found = anchors(readFileSync(file, 'utf8'))))
    return found
  }
  /** @type {string[]} */
  const broken = []
  for (const page of pages(folder)) {
    const complain = (/** @type {string} */ link, /** @type {string} */ why) =>
      broken.push(`${path.relative(folder, page)}: ${link}: ${why}`)
    for (const { link, loads } of links(readFileSync(page, 'utf8'))) {
      if (/^(https?:)?\/\//.test(link)) {
        if (loads) complain(link, 'loaded from elsewhere')
        continue
      }
      if (/^(data|mailto):/.test(link)) continue
      const [file, name] = link.split('#').map(decodeURIComponent)
      if (file.startsWith('/')) {
        complain(link, 'not relative')
        continue
      }
      const target = file === '' ? page : path.resolve(path.dirname(page), file.split('?')[0])
      if (target !== folder && !target.startsWith(folder + path.sep)) complain(link, 'outside of the site')
      else if (!existsSync(target)) complain(link, 'no such file')
      else if (statSync(target).isDirectory()) complain(link, 'a folder')
      else if (name && target.endsWith('.html') && !namesOf(target).has(name))
        complain(link, 'no such part of the page')
    }
  }
  return broken
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
export function pages(folder) {
  return readdirSync(folder, { recursive: true })
    .map(file => path.join(folder, String(file)))
    .filter(file => file.endsWith('.html'))
    .sort()
}

/** @param {string} html */
function links(html) {
  const found = []
  for (const [, tag, attributes] of html.matchAll(
    /<(a|area|link|script|img|source|iframe|video|audio|form)\b([^>]*)>/g,
  )) {
    for (const [, name, quoted] of attributes.matchAll(/\b(href|src|action)="([^"]*)"/g)) {
      found.push({ link: unescape(quoted), loads: tag !== 'a' && tag !== 'area' && name !== 'action' })
    }
  }
  return found
}

/** @param {string} html */
function anchors(html) {
  return new Set([...html.matchAll(/\s(?:id|name)="([^"]*)"/g)].map(([, name]) => unescape(name)))
}

/** @param {string} text */
function unescape(text) {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
}
