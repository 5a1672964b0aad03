/**
 * @typedef {object} Snippet
 * @property {string} file relative to the repository
 * @property {number} line where its code begins, from 1
 * @property {string} language of the fence: `ts`, `sh`, ...
 * @property {string} code
 */

/**
 * The fenced code blocks of a Markdown text.
 *
 * @param {string} text
 * @param {string} file
 * @returns {Snippet[]}
 */
export function fencedBlocks(text, file) {
  /** @type {Snippet[]} */
  const found = []
  /** @type {{ indent: string, fence: string, snippet: Snippet, lines: string[] } | undefined} */
  let open
  text.split(/\r?\n/).forEach((line, i) => {
    const fence = /^(\s*)(`{3,}|~{3,})\s*([\w-]*)/.exec(line)
    if (!open) {
      if (!fence) return
      const snippet = { file, line: i + 2, language: fence[3], code: '' }
      open = { indent: fence[1], fence: fence[2], snippet, lines: [] }
    } else if (fence && !fence[3] && fence[2].startsWith(open.fence)) {
      open.snippet.code = open.lines.join('\n')
      found.push(open.snippet)
      open = undefined
    } else open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line)
  })
  if (open) throw new Error(`${file}:${open.snippet.line - 1}: the code block is never closed`)
  return found
}

/**
 * The `@example` parts of the doc comments of a TypeScript source: their ```ts blocks, or, where an example has no block, all
 * of its text.
 *
 * @param {string} source
 * @param {string} file
 * @returns {Snippet[]}
 */
export function examples(source, file) {
  /** @type {Snippet[]} */
  const found = []
  for (const comment of source.matchAll(/\/\*\*[\s\S]*?\*\//g)) {
    const firstLine = source.slice(0, comment.index).split('\n').length
    const lines = comment[0]
      .replace(/\s*\*\/$/, '')
      .replace(/^\/\*\*/, '')
      .split('\n')
      .map(line => line.replace(/^\s*\* ?/, ''))
    for (let i = 0; i < lines.length; i++) {
      if (!/^@example\b/.test(lines[i])) continue
      const start = i + 1
      let inFence = false
      let end = start
      for (; end < lines.length && (inFence || !/^@\w/.test(lines[end])); end++) {
        if (/^\s*```/.test(lines[end])) inFence = !inFence
      }
      const body = lines.slice(start, end)
      const blocks = fencedBlocks(body.join('\n'), file)
      if (blocks.length > 0) {
        for (const block of blocks) {
          if (block.language === 'ts') found.push({ ...block, line: firstLine + start + block.line - 1 })
        }
      } else if (body.some(line => line.trim())) {
        found.push({ file, line: firstLine + start, language: 'ts', code: body.join('\n') })
      }
      i = end - 1
    }
  }
  return found
}
