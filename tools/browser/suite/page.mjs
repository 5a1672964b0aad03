import { run } from './run.mjs'

// The script of the page: runs the files named in /run.json and posts what happened.

/** @param {string} url */
function readText(url) {
  // Golden files are read while modules load, where nothing can be awaited.
  const request = new XMLHttpRequest()
  request.open('GET', url, false)
  request.send()
  if (request.status !== 200) throw new Error(`${url}: ${request.status}`)
  return request.responseText
}

const answer = (/** @type {unknown} */ body) => fetch('/done', { method: 'POST', body: JSON.stringify(body) })

try {
  const files = JSON.parse(readText('/bundle/files.json'))
  const host = {
    readText: (/** @type {string} */ path) => readText(`/repository/${path}`),
    readBytes: async (/** @type {string} */ path) => {
      const answer = await fetch(`/repository/${path}`)
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
      return new Uint8Array(await answer.arrayBuffer())
    },
    load: (/** @type {string} */ file) => import(/* @vite-ignore */ `/bundle/${file}`),
  }
  await answer({ engine: navigator.userAgent, ...(await run(host, files)) })
} catch (error) {
  await answer({ error: String(error instanceof Error ? error.stack : error) })
}
