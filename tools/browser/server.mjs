import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
}

/**
 * A content security policy without a foreign origin, inline script or evaluation. WebAssembly needs the one word
 * `'wasm-unsafe-eval'`, which allows it and nothing else.
 *
 * @param {{ wasm: boolean }} options whether WebAssembly is allowed
 */
export function strictPolicy({ wasm }) {
  return [
    "default-src 'none'",
    `script-src 'self'${wasm ? " 'wasm-unsafe-eval'" : ''}`,
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * Serves folders of static files on 127.0.0.1, as any static host would, with the given headers. Nothing outside of the
 * folders is served.
 *
 * @param {object} options
 * @param {Record<string, string>} options.folders URL prefix, which begins and ends with a slash, to folder; the longest
 *   prefix that fits counts
 * @param {Record<string, string>} [options.headers] sent with every answer
 * @param {(path: string, body: string) => void} [options.onPost] what the pages post
 * @param {number} [options.port] any free one by default
 * @returns {Promise<{ origin: string, requests: string[], close: () => Promise<void> }>} `requests`: the paths asked for
 */
export async function serve({ folders, headers = {}, onPost, port = 0 }) {
  const prefixes = Object.keys(folders).sort((a, b) => b.length - a.length)
  /** @type {string[]} */
  const requests = []
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    requests.push(pathname)
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    response.setHeader('X-Content-Type-Options', 'nosniff')
    if (request.method === 'POST' && onPost) {
      let body = ''
      request.setEncoding('utf8').on('data', text => (body += text))
      request.on('end', () => {
        onPost(pathname, body)
        response.writeHead(204).end()
      })
      return
    }
    const file = fileOf(pathname, prefixes, folders)
    if (!file) {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('not found')
      return
    }
    response.setHeader('Content-Type', TYPES[path.extname(file)] ?? 'application/octet-stream')
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response)
  })
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(undefined))
  })
  const address = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    origin: `http://127.0.0.1:${address.port}`,
    requests,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/**
 * @param {string} pathname
 * @param {string[]} prefixes
 * @param {Record<string, string>} folders
 */
function fileOf(pathname, prefixes, folders) {
  const prefix = prefixes.find(each => pathname.startsWith(each))
  if (prefix === undefined) return undefined
  let rest
  try {
    rest = decodeURIComponent(pathname.slice(prefix.length))
  } catch {
    return undefined
  }
  const folder = path.resolve(folders[prefix])
  const file = path.resolve(folder, rest)
  if (rest.includes('\0') || (file !== folder && !file.startsWith(folder + path.sep))) return undefined
  for (const candidate of [file, path.join(file, 'index.html')]) {
    if (statSync(candidate, { throwIfNoEntry: false })?.isFile()) return candidate
  }
  return undefined
}
