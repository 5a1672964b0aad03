import ts from 'typescript'

/**
 * @typedef {object} Expectation
 * @property {number} line in the snippet, from 1
 * @property {string} expected the text after `=>`, further lines joined with a newline
 *
 * @typedef {{ start: number, end: number, text: string }} Edit
 */

/**
 * Rewrites a snippet so that every statement with a `// => value` comment hands its value to `__said(n)`, where n is the index
 * of the expectation. It goes with
 *
 * - `console.log(a, b) // => what is printed`, also within `.catch(error => console.log(error.message)) // => ...`
 * - `expression // => its value as Node prints it`
 * - `const name = expression // => the same`
 *
 * and the comment may stand on the next line, and go on over lines that begin with `// =>` or with `//` and three spaces.
 * A statement that prints several times, as in a loop, promises all of it, line by line.
 *
 * @param {string} code TypeScript
 * @returns {{ code: string, expectations: Expectation[] }}
 */
export function instrument(code) {
  const file = ts.createSourceFile('snippet.ts', code, ts.ScriptTarget.Latest, true)
  /** @type {Expectation[]} */
  const expectations = []
  /** @type {Edit[]} */
  const edits = []
  const seen = new Set()
  const lineAt = (/** @type {number} */ offset) => file.getLineAndCharacterOfPosition(offset).line + 1

  /** @param {ts.Node} node */
  const visit = node => {
    if (ts.isExpressionStatement(node) || ts.isVariableStatement(node)) {
      const comment = expectedAfter(code, node.end)
      if (comment && !comment.at.some(offset => seen.has(offset))) {
        comment.at.forEach(offset => seen.add(offset))
        const said = `__said(${expectations.length})`
        const edit = ts.isExpressionStatement(node) ? expressionEdits(node.expression, said) : variableEdits(node, said)
        if (!edit)
          throw new Error(`line ${lineAt(comment.at[0])}: a // => comment after a declaration of several names`)
        expectations.push({ line: lineAt(comment.at[0]), expected: comment.expected })
        edits.push(...edit)
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(file)

  for (const match of code.matchAll(/\/\/[ \t]*=>/g)) {
    if (!seen.has(match.index))
      throw new Error(`line ${lineAt(match.index)}: a // => comment that follows no statement`)
  }
  let result = code
  for (const { start, end, text } of edits.sort((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + text + result.slice(end)
  }
  return { code: result, expectations }
}

/**
 * The `// =>` comment that follows a statement, on its line or the next.
 *
 * @param {string} code
 * @param {number} end of the statement
 * @returns {{ at: number[], expected: string } | undefined} `at` has the offset of every `// =>` that belongs to it
 */
function expectedAfter(code, end) {
  const match = /^[ \t]*;?[ \t]*(?:\r?\n[ \t]*)?\/\/[ \t]*=>.*(?:\r?\n[ \t]*\/\/(?: {3,}|[ \t]*=>).*)*/.exec(
    code.slice(end),
  )
  if (!match) return undefined
  const lines = match[0].slice(match[0].indexOf('//')).split('\n')
  const expected = lines.map(line => line.replace(/^\s*\/\/\s*(=>)?/, '').trim()).join('\n')
  return { at: [...match[0].matchAll(/\/\/[ \t]*=>/g)].map(({ index }) => end + index), expected }
}

/**
 * @param {ts.Expression} expression
 * @param {string} said
 * @returns {Edit[]}
 */
function expressionEdits(expression, said) {
  const printing = printingIn(expression)
  if (printing.length > 0) {
    return printing.map(callee => ({ start: callee.getStart(), end: callee.end, text: `${said}.printed` }))
  }
  const [start, end] = [expression.getStart(), expression.end]
  return [
    { start, end: start, text: `${said}.valued((` },
    { start: end, end, text: '))' },
  ]
}

/**
 * Each `console.log` that an expression calls, itself or in a callback such as `.catch(error => console.log(error.message))`;
 * what stands in statements of its own has comments of its own.
 *
 * @param {ts.Node} node
 * @returns {ts.Expression[]}
 */
function printingIn(node) {
  if (ts.isStatement(node)) return []
  if (ts.isCallExpression(node) && node.expression.getText() === 'console.log') return [node.expression]
  /** @type {ts.Expression[]} */
  const found = []
  ts.forEachChild(node, child => void found.push(...printingIn(child)))
  return found
}

/**
 * @param {ts.VariableStatement} statement
 * @param {string} said
 * @returns {Edit[] | undefined}
 */
function variableEdits({ declarationList, end }, said) {
  const [only, ...others] = declarationList.declarations
  if (others.length > 0 || !ts.isIdentifier(only.name)) return undefined
  return [{ start: end, end, text: `;${said}.valued(${only.name.text});` }]
}
