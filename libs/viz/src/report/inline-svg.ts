import { InvalidParameterError } from '@genre/core'
import { ATTRIBUTE, renameIds, TAG } from './svg-tags'

/** Elements that a drawing needs; any other is refused. */
const ELEMENTS = new Set([
  'svg',
  'g',
  'path',
  'rect',
  'circle',
  'ellipse',
  'line',
  'polyline',
  'polygon',
  'text',
  'tspan',
  'defs',
  'clippath',
  'lineargradient',
  'radialgradient',
  'stop',
  'image',
  'title',
  'desc',
  'use',
  'mask',
  'pattern',
  'symbol',
  'marker',
])

/**
 * A drawing as it can stand within a page: seen to hold nothing but shapes, text and embedded pictures (no script, no
 * handler, no style sheet, no address outside), its names made its own by a prefix, so that two drawings in one page do not
 * take each other's gradients and clips.
 *
 * @param prefix - letters and digits that no other drawing of the page has
 * @throws InvalidParameterError if the text is no such drawing
 */
export function inlineSvg(svg: string, prefix: string): string {
  const text = svg
    .trim()
    .replace(/^<\?xml[^>]*\?>\s*/, '')
    .replace(/^<!DOCTYPE svg[^>[]*>\s*/, '')
  const refuse = (what: string): never => {
    throw new InvalidParameterError({ parameter: 'svg', received: svg, allowed: `a drawing without ${what}` })
  }
  if (!/^<svg[\s>]/.test(text) || !/<\/svg>$/.test(text)) refuse('anything before <svg> or after </svg>')
  const between = text.replace(TAG, (tag, _close, name: string, rest: string) => {
    if (!ELEMENTS.has(name.toLowerCase())) refuse(`<${name}>`)
    const leftover = rest.replace(ATTRIBUTE, (_all, attribute: string, quoted: string) => {
      checkAttribute(attribute.toLowerCase(), quoted.slice(1, -1), refuse)
      return ''
    })
    if (!/^\s*\/?\s*$/.test(leftover)) refuse(`the tag ${tag.slice(0, 40)}`)
    return ''
  })
  if (between.includes('<')) refuse('comments, declarations or broken tags')
  return renameIds(text, id => `${prefix}-${id}`)
}

function checkAttribute(name: string, value: string, refuse: (what: string) => never): void {
  if (name.startsWith('on')) refuse(`the handler ${name}`)
  if (name === 'href' || name === 'xlink:href') {
    if (!/^#[\w.-]*$/.test(value) && !/^data:image\/(png|jpeg);base64,[A-Za-z0-9+/=]*$/.test(value)) {
      refuse(`the address ${value.slice(0, 40)}`)
    }
  } else if (/^(xmlns|aria-)/.test(name)) {
    return
  } else {
    // An address can only stand in url(...), and there only as a name within the drawing; entities could hide one.
    if (value.includes('&') && value.includes('(')) refuse(`the attribute ${name}`)
    for (const [, address] of value.matchAll(/url\(\s*['"]?([^)'"]*)/gi)) {
      if (!address.startsWith('#')) refuse(`the address ${address.slice(0, 40)}`)
    }
    if (name === 'style' && /@import|expression\(|\\|&/i.test(value)) refuse(`the style ${value.slice(0, 40)}`)
  }
}
