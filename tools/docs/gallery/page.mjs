import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { root } from '../../common/packages.mjs'

const FOLDER = path.join(root, 'tools/docs/gallery/pictures')

/**
 * @typedef {object} Picture a file of `pictures/`
 * @property {string} file
 * @property {string} name the PNG is `docs/gallery/NAME.png`
 * @property {string} title
 * @property {string} text
 * @property {string} code what the page shows: the imports of @genre packages and the lines between `// the code` and `// the picture`
 */

/**
 * What the files of `pictures/` say, without computing anything.
 *
 * @returns {Picture[]}
 */
export function pictureSources() {
  return readdirSync(FOLDER)
    .filter(file => file.endsWith('.mjs'))
    .sort()
    .map(file => {
      const source = readFileSync(path.join(FOLDER, file), 'utf8')
      const name = file.replace(/^\d+-|\.mjs$/g, '')
      return { file, name, title: literal(source, 'title'), text: literal(source, 'text'), code: shownCode(source) }
    })
}

/** @returns {Promise<(Picture & { draw: () => any })[]>} `draw`: the Vega-Lite specification */
export async function pictures() {
  return Promise.all(
    pictureSources().map(async source => ({ ...source, draw: (await import(path.join(FOLDER, source.file))).draw })),
  )
}

/**
 * The text of an exported constant that is a string, or strings joined by `+`.
 *
 * @param {string} source
 * @param {string} name
 */
function literal(source, name) {
  const found = new RegExp(`\\nexport const ${name} =((?:\\s*\\+?\\s*(?:'[^'\\n]*'|"[^"\\n]*"))+)\\n`).exec(source)
  if (!found) throw new Error(`no ${name}`)
  return [...found[1].matchAll(/'([^'\n]*)'|"([^"\n]*)"/g)].map(([, single, double]) => single ?? double).join('')
}

/**
 * The part of a picture's source that computes, as a program of its own: of the imports those names that it uses.
 *
 * @param {string} source
 */
export function shownCode(source) {
  const found = /\n\/\/ the code\n([^]*?)\n\/\/ the picture\n/.exec(source)
  if (!found) throw new Error('no code between "// the code" and "// the picture"')
  const code = found[1].trim()
  const uses = (/** @type {string} */ name) => new RegExp(`\\b${name}\\b`).test(code)
  const imports = [...source.matchAll(/^import \{([^}]*)\} from '(@genre\/[^']*)'/gm)].flatMap(([, names, from]) => {
    const used = names
      .split(',')
      .map(name => name.trim())
      .filter(name => name !== '' && uses(name))
    return used.length > 0 ? [`import { ${used.join(', ')} } from '${from}'`] : []
  })
  return `${imports.join('\n')}\n\n${code}`
}

/**
 * The page of the gallery.
 *
 * @param {Picture[]} all
 */
export function galleryPage(all) {
  const parts = all.map(({ name, title, text, code }) =>
    [`## ${title}`, text, `![${title}](gallery/${name}.png)`, '```ts\n' + code + '\n```'].join('\n\n'),
  )
  return [
    '---\ntitle: Gallery\n---',
    '# Gallery',
    'Each picture with the code that computes what it shows. The music is synthesized by `@genre/gtzan`, so that every picture ' +
      'can be made again. To draw an array of your own: `spectrogramImage` and `spectrogramChart` of `@genre/viz`, `encodePng` and ' +
      '`renderSvg` of `@genre/viz/node`.',
    ...parts,
    '---',
    'Made by `npm run gallery` (tools/docs/gallery); the code above is the code that ran.',
    '',
  ].join('\n\n')
}
