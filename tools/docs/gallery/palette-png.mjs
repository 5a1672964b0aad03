import { crc32, deflateSync } from 'node:zlib'

/**
 * A picture as a PNG of at most 256 colours: half the size of one with all. After rounding to 6 bits (the mean of what falls
 * together) half of them are the most frequent ones, and each of the others is the one farthest from all before, so that a
 * colour bar keeps its ends; what is left becomes the nearest of these.
 *
 * @param {{ width: number, height: number, data: Uint8Array | Uint8ClampedArray }} image RGBA, opaque
 * @returns {Buffer}
 */
export function palettePng({ width, height, data }) {
  const cells = new Map()
  const keyOf = (/** @type {number} */ i) => ((data[i] >> 2) << 12) | ((data[i + 1] >> 2) << 6) | (data[i + 2] >> 2)
  for (let i = 0; i < data.length; i += 4) {
    const key = keyOf(i)
    let cell = cells.get(key)
    if (!cell) cells.set(key, (cell = { count: 0, sum: [0, 0, 0], index: -1 }))
    cell.count++
    for (let c = 0; c < 3; c++) cell.sum[c] += data[i + c]
  }
  const colors = choose(
    [...cells.values()]
      .sort((a, b) => b.count - a.count)
      .map(({ count, sum }) => sum.map((/** @type {number} */ each) => Math.round(each / count))),
  )
  const nearest = (/** @type {number} */ i) => {
    let [best, least] = [0, Infinity]
    for (const [k, color] of colors.entries()) {
      const distance = (color[0] - data[i]) ** 2 + (color[1] - data[i + 1]) ** 2 + (color[2] - data[i + 2]) ** 2
      if (distance < least) [best, least] = [k, distance]
    }
    return best
  }
  const rows = Buffer.alloc((width + 1) * height) // each begins with its filter, 0: none
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) {
      const cell = cells.get(keyOf(i))
      if (cell.index < 0) cell.index = nearest(i)
      rows[y * (width + 1) + 1 + x] = cell.index
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8) // 8 bits a pixel, a palette
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(colors.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/**
 * @param {number[][]} colors the most frequent first
 * @returns {number[][]}
 */
function choose(colors) {
  const chosen = colors.slice(0, 128)
  const rest = colors.slice(128)
  const distance = (/** @type {number[]} */ a, /** @type {number[]} */ b) =>
    (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2
  const far = rest.map(color => Math.min(...chosen.map(each => distance(color, each))))
  while (chosen.length < 256 && rest.length > 0) {
    const next = far.indexOf(Math.max(...far))
    if (far[next] === 0) break
    chosen.push(rest[next])
    for (const [i, color] of rest.entries()) far[i] = Math.min(far[i], distance(color, rest[next]))
  }
  return chosen
}

/**
 * @param {string} type
 * @param {Buffer} content
 */
function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(content.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}
