import type { KernelEngine } from './engine'
import { TILE_COLUMNS } from './assembly/tile'
import { PLACES } from './assembly/winograd'

/** Pictures in memory: NHWC, 32-bit floats. */
export interface Pictures {
  readonly address: number
  readonly images: number
  readonly lines: number
  readonly points: number
  readonly channels: number
}

/** A convolution's window: NHWC, as tfjs' `backend_util.computeConv2DInfo` has it. */
export interface Window {
  readonly height: number
  readonly width: number
  readonly strideH: number
  readonly strideW: number
  readonly dilationH: number
  readonly dilationW: number
  readonly padTop: number
  readonly padLeft: number
}

/** One element of the window: where it looks, and where its weights lie, in bytes. */
interface Tap {
  readonly line: number
  readonly point: number
  readonly weights: number
}

interface Job {
  readonly x: Pictures
  readonly taps: readonly Tap[]
  readonly extentH: number
  readonly extentW: number
  readonly strideH: number
  readonly strideW: number
  readonly padTop: number
  readonly padLeft: number
  readonly y: Omit<Pictures, 'images'> & { imageBytes: number; lineBytes: number; pointBytes: number }
  readonly weights: { address: number; rowBytes: number; columnBytes: number }
  readonly bias: number
  readonly relu: boolean
}

/** What a block of lines should not exceed, so that it stays in the second-level cache. */
const BLOCK_BYTES = 192 * 1024
const PANEL_ROW = 4 * TILE_COLUMNS

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value))

/** `y = x convolved with weights (height, width, in, out) + bias`, negative results zero where `relu`; `bias` may be 0 for none. */
export function convolution(
  engine: KernelEngine,
  x: Pictures,
  weights: number,
  window: Window,
  y: Pictures,
  bias = 0,
  relu = false,
): void {
  const taps: Tap[] = []
  for (let i = 0; i < window.height; i++) {
    for (let j = 0; j < window.width; j++) {
      const tap = i * window.width + j
      taps.push({ line: i * window.dilationH, point: j * window.dilationW, weights: 4 * tap * x.channels * y.channels })
    }
  }
  runJob(engine, {
    x,
    taps,
    extentH: (window.height - 1) * window.dilationH + 1,
    extentW: (window.width - 1) * window.dilationW + 1,
    strideH: window.strideH,
    strideW: window.strideW,
    padTop: window.padTop,
    padLeft: window.padLeft,
    y: { ...y, ...denseBytes(y) },
    weights: { address: weights, rowBytes: 4 * y.channels, columnBytes: 4 },
    bias,
    relu,
  })
}

/**
 * The gradient of a convolution by its input: `dx` from `dy`. For strides (s, t) it is s times t convolutions of dy, one for each
 * residue of the lines and points of dx, with those elements of the turned window that meet it.
 */
export function inputGradient(engine: KernelEngine, dy: Pictures, weights: number, window: Window, dx: Pictures): void {
  const { strideH, strideW } = window
  const dense = denseBytes(dx)
  for (let top = 0; top < Math.min(strideH, dx.lines); top++) {
    for (let left = 0; left < Math.min(strideW, dx.points); left++) {
      const vertical = meeting(top, window.height, strideH, window.dilationH, window.padTop)
      const horizontal = meeting(left, window.width, strideW, window.dilationW, window.padLeft)
      const taps = vertical.offsets.flatMap(v =>
        horizontal.offsets.map(h => ({
          line: v.offset - vertical.first,
          point: h.offset - horizontal.first,
          weights: 4 * (v.element * window.width + h.element) * dx.channels * dy.channels,
        })),
      )
      runJob(engine, {
        x: dy,
        taps,
        extentH: vertical.extent,
        extentW: horizontal.extent,
        strideH: 1,
        strideW: 1,
        padTop: -vertical.first,
        padLeft: -horizontal.first,
        y: {
          address: dx.address + top * dense.lineBytes + left * dense.pointBytes,
          lines: Math.ceil((dx.lines - top) / strideH),
          points: Math.ceil((dx.points - left) / strideW),
          channels: dx.channels,
          imageBytes: dense.imageBytes,
          lineBytes: strideH * dense.lineBytes,
          pointBytes: strideW * dense.pointBytes,
        },
        weights: { address: weights, rowBytes: 4, columnBytes: 4 * dy.channels },
        bias: 0,
        relu: false,
      })
    }
  }
}

/** Along one axis: which elements of the window meet the inputs `residue + stride * i`, at output `i + offset`. */
function meeting(residue: number, size: number, stride: number, dilation: number, pad: number) {
  const offsets: { element: number; offset: number }[] = []
  for (let element = size - 1; element >= 0; element--) {
    const distance = residue + pad - element * dilation
    if (distance % stride === 0) offsets.push({ element, offset: distance / stride })
  }
  const first = offsets[0]?.offset ?? 0
  const last = offsets[offsets.length - 1]?.offset ?? 0
  return { offsets, first, extent: last - first + 1 }
}

function runJob(engine: KernelEngine, job: Job): void {
  const { x, y } = job
  const panels = Math.ceil(y.channels / TILE_COLUMNS)
  const panelBytes = PANEL_ROW * (1 + job.taps.length * x.channels)
  const stretches = merge(job.taps)
  engine.borrow([panels * panelBytes, 8 * job.taps.length + 4], (packed, tables) => {
    const weightTable = tables + 4 * stretches.length
    engine.write(
      weightTable,
      job.taps.map(tap => tap.weights),
    )
    engine.run(
      'packPanels',
      {
        source: job.weights.address,
        taps: weightTable,
        tapCount: job.taps.length,
        rowsPerTap: x.channels,
        rowBytes: job.weights.rowBytes,
        columnBytes: job.weights.columnBytes,
        columns: y.channels,
        bias: job.bias,
        target: packed,
        panelBytes,
      },
      { chunks: panels, work: panels * panelBytes },
    )
    const filters = { panels, panelBytes, packed }
    if (suitsWinograd(job)) runWinograd(engine, job, filters)
    else runDirect(engine, job, filters, stretches, tables)
  })
}

interface PackedFilters {
  readonly panels: number
  readonly panelBytes: number
  readonly packed: number
}

/** How the window lies over the pictures: the words for padding that the kernels share. */
function placement(job: Job, outLines: number, outPoints: number) {
  const { x } = job
  const xPointBytes = 4 * x.channels
  const xLineBytes = x.points * xPointBytes
  const blockPoints = (outPoints - 1) * job.strideW + job.extentW
  const inside =
    job.padTop <= 0 &&
    job.padLeft <= 0 &&
    (outLines - 1) * job.strideH + job.extentH - job.padTop <= x.lines &&
    blockPoints - job.padLeft <= x.points
  const left = clamp(job.padLeft, 0, blockPoints)
  const skip = Math.max(0, -job.padLeft)
  const middle = clamp(x.points - skip, 0, blockPoints - left)
  const words = {
    x: x.address,
    xImageBytes: x.lines * xLineBytes,
    xLineBytes,
    xPointBytes,
    xLines: x.lines,
    padTop: job.padTop,
    padded: !inside,
    leftBytes: left * xPointBytes,
    skipBytes: skip * xPointBytes,
    middleBytes: middle * xPointBytes,
    rightBytes: (blockPoints - left - middle) * xPointBytes,
    blockPoints,
    outLines: job.y.lines,
    outPoints: job.y.points,
    y: job.y.address,
    yImageBytes: job.y.imageBytes,
    yLineBytes: job.y.lineBytes,
    yPointBytes: job.y.pointBytes,
    outChannels: job.y.channels,
    relu: job.relu,
  }
  return { words, inside, blockPoints, lineBytes: inside ? xLineBytes : blockPoints * xPointBytes }
}

/** With few pictures the threads share out the filters: how many panels each group of them has. */
function panelsPerGroup(engine: KernelEngine, blocks: number, panels: number): number {
  const enough = 8 * engine.threads
  const groups = engine.threads > 1 && blocks < enough ? Math.min(panels, Math.ceil(enough / blocks)) : 1
  return Math.ceil(panels / groups)
}

const operationsOf = ({ x, y, taps }: Job): number =>
  2 * x.images * y.lines * y.points * y.channels * taps.length * x.channels

function runDirect(
  engine: KernelEngine,
  job: Job,
  { panels, panelBytes, packed }: PackedFilters,
  stretches: readonly Tap[],
  table: number,
): void {
  const { x, y } = job
  const { words, inside, blockPoints, lineBytes } = placement(job, y.lines, y.points)
  engine.write(
    table,
    stretches.map(tap => tap.line * lineBytes + tap.point * words.xPointBytes),
  )
  const linesThatFit = Math.floor(BLOCK_BYTES / (blockPoints * job.strideH * words.xPointBytes))
  const linesPerBlock = clamp(linesThatFit, 1, y.lines)
  const blocksPerImage = Math.ceil(y.lines / linesPerBlock)
  const blocks = x.images * blocksPerImage
  const group = panelsPerGroup(engine, blocks, panels)
  const blockLines = (linesPerBlock - 1) * job.strideH + job.extentH
  engine.run(
    'convolve',
    {
      ...words,
      strideH: job.strideH,
      strideW: job.strideW,
      extentH: job.extentH,
      taps: table,
      tapCount: stretches.length,
      run: (job.taps.length / Math.max(1, stretches.length)) * x.channels,
      panels: packed,
      panelBytes,
      linesPerBlock,
      blocksPerImage,
      blocks,
      channelsPerGroup: group * TILE_COLUMNS,
    },
    {
      chunks: blocks * Math.ceil(panels / group),
      work: operationsOf(job),
      scratchBytes: PANEL_ROW + (inside ? 0 : blockLines * lineBytes),
    },
  )
}

/** Tiles below which transforming the filters costs more than it saves. */
const FEWEST_TILES = 48

/** Whether the window is three by three, dense, without strides, and the pictures are large enough for tiles of two by two. */
function suitsWinograd({ x, y, taps, strideH, strideW }: Job): boolean {
  const dense = taps.length === 9 && taps.every((tap, i) => tap.line === Math.floor(i / 3) && tap.point === i % 3)
  const tiles = Math.ceil(y.lines / 2) * Math.ceil(y.points / 2)
  const used = (y.lines * y.points) / (4 * tiles)
  return (
    dense &&
    strideH === 1 &&
    strideW === 1 &&
    x.channels % 4 === 0 &&
    x.channels >= 16 &&
    y.channels >= TILE_COLUMNS &&
    x.images * tiles >= FEWEST_TILES &&
    used > 0.7
  )
}

function runWinograd(engine: KernelEngine, job: Job, { panels, panelBytes, packed }: PackedFilters): void {
  const { x, y } = job
  const tileRows = Math.ceil(y.lines / 2)
  const tileColumns = Math.ceil(y.points / 2)
  const { words, inside, lineBytes } = placement(job, 2 * tileRows, 2 * tileColumns)
  const placeBytes = PANEL_ROW * (1 + x.channels)
  const rowBytes = PLACES * tileColumns * words.xPointBytes
  const tileRowsPerBlock = clamp(Math.floor((2 * BLOCK_BYTES) / rowBytes), 1, tileRows)
  const blocksPerImage = Math.ceil(tileRows / tileRowsPerBlock)
  const blocks = x.images * blocksPerImage
  const group = panelsPerGroup(engine, blocks, panels)
  const productBytes = PLACES * tileRowsPerBlock * tileColumns * PANEL_ROW
  const inputBytes = tileRowsPerBlock * rowBytes
  engine.borrow([panels * PLACES * placeBytes, 4], (filters, zero) => {
    engine.write(zero, [0])
    engine.run(
      'winogradFilters',
      { panels: packed, panelBytes, channels: x.channels, target: filters, placeBytes },
      { chunks: panels, work: 4 * panels * PLACES * placeBytes },
    )
    engine.run(
      'winograd',
      {
        ...words,
        channels: x.channels,
        panels: packed,
        panelBytes,
        filters,
        placeBytes,
        zero,
        tileRows,
        tileColumns,
        tileRowsPerBlock,
        blocksPerImage,
        blocks,
        channelsPerGroup: group * TILE_COLUMNS,
        productBytes,
        inputBytes,
      },
      {
        chunks: blocks * Math.ceil(panels / group),
        work: operationsOf(job) / 2,
        scratchBytes: PANEL_ROW + productBytes + inputBytes + (inside ? 0 : (2 * tileRowsPerBlock + 2) * lineBytes),
      },
    )
  })
}

/** The first tap of each line, where the taps of every line stand side by side and are equally many; otherwise all taps. */
function merge(taps: readonly Tap[]): readonly Tap[] {
  const firsts = taps.filter((tap, i) => i === 0 || tap.line !== taps[i - 1].line)
  const width = taps.length / firsts.length
  const dense = taps.every((tap, i) => {
    const first = firsts[Math.floor(i / width)]
    return Number.isInteger(width) && tap.line === first.line && tap.point === first.point + (i % width)
  })
  return dense ? firsts : taps
}

function denseBytes({ lines, points, channels }: Omit<Pictures, 'images' | 'address'>) {
  const pointBytes = 4 * channels
  return { pointBytes, lineBytes: points * pointBytes, imageBytes: lines * points * pointBytes }
}

/** The gradient of a convolution by its filter: `dw` (height, width, in, out) from x and dy. */
export function convolutionFilterGradient(
  engine: KernelEngine,
  x: Pictures,
  dy: Pictures,
  window: Window,
  dw: number,
): void {
  const extentH = (window.height - 1) * window.dilationH + 1
  const extentW = (window.width - 1) * window.dilationW + 1
  const blockPoints = (dy.points - 1) * window.strideW + extentW
  const tapCount = window.height * window.width
  const taps = Array.from(
    { length: tapCount },
    (_, i) => Math.floor(i / window.width) * window.dilationH * blockPoints + (i % window.width) * window.dilationW,
  )
  const tapBytes = 4 * x.channels * dy.channels
  const gradientBytes = tapCount * tapBytes

  // Large pictures: partial sums over parts of the batch. Large filters: shares of the input channels.
  const parts = clamp(Math.floor((4 * 1024 * 1024) / gradientBytes), 1, Math.min(8, x.images))
  const shares = clamp(Math.floor(8 / parts), 1, Math.ceil(x.channels / 32))
  const channelsPerShare = Math.ceil(x.channels / shares)
  const cost = (lines: number) =>
    4 *
    (((lines - 1) * window.strideH + extentH) * blockPoints * channelsPerShare +
      lines * dy.points * TILE_COLUMNS * Math.ceil(dy.channels / TILE_COLUMNS))
  let linesPerBlock = dy.lines
  while (linesPerBlock > 1 && cost(linesPerBlock) > 2 * BLOCK_BYTES) linesPerBlock = Math.ceil(linesPerBlock / 2)
  const blocksPerImage = Math.ceil(dy.lines / linesPerBlock)
  const imagesPerPart = Math.ceil(x.images / parts)
  const imagesPerBlock =
    blocksPerImage > 1 ? 1 : clamp(Math.floor((2 * BLOCK_BYTES) / cost(linesPerBlock)), 1, imagesPerPart)
  const blocks = Math.ceil(x.images / imagesPerBlock) * blocksPerImage
  const blocksPerPart = Math.ceil(blocks / parts)
  const usedParts = Math.ceil(blocks / blocksPerPart)
  const usedShares = Math.ceil(x.channels / channelsPerShare)

  const g = denseBytes(dy)
  const image = denseBytes(x)
  engine.borrow([4 * tapCount, usedParts > 1 ? usedParts * gradientBytes : 8], (table, partials) => {
    const partial = usedParts > 1 ? partials : dw
    engine.write(table, taps)
    engine.run(
      'filterGradient',
      {
        x: x.address,
        xImageBytes: image.imageBytes,
        xLineBytes: image.lineBytes,
        xPointBytes: image.pointBytes,
        xLines: x.lines,
        xPoints: x.points,
        xChannels: x.channels,
        padTop: window.padTop,
        padLeft: window.padLeft,
        blockPoints,
        strideH: window.strideH,
        strideW: window.strideW,
        extentH,
        g: dy.address,
        gImageBytes: g.imageBytes,
        gLineBytes: g.lineBytes,
        gPointBytes: g.pointBytes,
        gLines: dy.lines,
        gPoints: dy.points,
        gChannels: dy.channels,
        taps: table,
        tapCount,
        tapBytes,
        partial,
        partialBytes: gradientBytes,
        images: x.images,
        linesPerBlock,
        imagesPerBlock,
        blocksPerImage,
        blocks,
        blocksPerPart,
        shares: usedShares,
        channelsPerShare,
      },
      {
        chunks: usedParts * usedShares,
        work: 2 * x.images * dy.lines * dy.points * dy.channels * tapCount * x.channels,
        scratchBytes: PANEL_ROW + imagesPerBlock * cost(linesPerBlock),
      },
    )
    if (usedParts > 1) {
      const bytesPerChunk = 64 * 1024
      engine.run(
        'sumParts',
        { partial, stepBytes: gradientBytes, parts: usedParts, target: dw, bytes: gradientBytes, bytesPerChunk },
        { chunks: Math.ceil(gradientBytes / bytesPerChunk), work: usedParts * gradientBytes },
      )
    }
  })
}
