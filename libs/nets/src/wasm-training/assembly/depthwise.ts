import { F32, FunctionBuilder, I32, V128, f32, f32x4, i32, v128 } from '@genre/core/wasm'
import type { Code } from '@genre/core/wasm'
import { loadWords } from './words'

/** A depthwise convolution of NHWC pictures: each channel of x has `multiplier` filters of its own, as neighbours in y. */
export const depthwiseWords = [
  'x', 'dy', 'weights', 'images', 'lines', 'points', 'channels', 'multiplier', 'outLines', 'outPoints',
  'height', 'width', 'strideH', 'strideW', 'dilationH', 'dilationW', 'padTop', 'padLeft',
] as const // prettier-ignore

type Depthwise = Record<(typeof depthwiseWords)[number], Code>

/** Runs `four` over the channels in fours where each has one filter, `one` (channel, filter) over what remains. */
function forChannels(
  f: FunctionBuilder,
  w: Depthwise,
  four: (at: Code) => void,
  one: (x: Code, y: Code) => void,
): void {
  const bytes = f.integer(i32.shl(w.channels, 2))
  const channel = f.variable(I32, i32.const(0))
  f.when(i32.equal(w.multiplier, i32.const(1)), () =>
    f.while(
      () => i32.less(i32.add(channel.value, i32.const(12)), bytes),
      () => {
        four(channel.value)
        channel.advance(i32.const(16))
      },
    ),
  )
  f.while(
    () => i32.less(channel.value, bytes),
    () => {
      const first = f.integer(i32.mul(channel.value, w.multiplier))
      const end = f.integer(i32.add(first, i32.shl(w.multiplier, 2)))
      f.count(first, end, 4, filter => one(channel.value, filter))
      channel.advance(i32.const(4))
    },
  )
}

/** The input's line (or point) under element `element` of the window at output `out`; outside it is beyond the length, unsigned. */
const under = (out: Code, stride: Code, element: Code, dilation: Code, pad: Code): Code =>
  i32.sub(i32.add(i32.mul(out, stride), i32.mul(element, dilation)), pad)

/** The gradient by the input (written to x) of one image. Parameters: the words, which image, scratch (unused). */
export function depthwiseInputGradient(): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [words, image] = f.parameters
  const w = loadWords(f, words, depthwiseWords)
  const pointBytes = f.integer(i32.shl(w.channels, 2))
  const outBytes = f.integer(i32.mul(pointBytes, w.multiplier))
  const imageBytes = f.integer(i32.mul(i32.mul(w.lines, w.points), pointBytes))
  const dx = f.integer(i32.add(w.x, i32.mul(image, imageBytes)))
  f.zero(dx, imageBytes)
  const dy = f.variable(I32, i32.add(w.dy, i32.mul(image, i32.mul(i32.mul(w.outLines, w.outPoints), outBytes))))
  f.count(i32.const(0), w.outLines, 1, outLine =>
    f.count(i32.const(0), w.outPoints, 1, outPoint => {
      const weights = f.variable(I32, w.weights)
      f.count(i32.const(0), w.height, 1, i => {
        const line = f.integer(under(outLine, w.strideH, i, w.dilationH, w.padTop))
        f.count(i32.const(0), w.width, 1, j => {
          const point = f.integer(under(outPoint, w.strideW, j, w.dilationW, w.padLeft))
          f.when(i32.and(i32.less(line, w.lines), i32.less(point, w.points)), () => {
            const target = f.integer(i32.add(dx, i32.mul(i32.add(i32.mul(line, w.points), point), pointBytes)))
            forChannels(
              f,
              w,
              at => {
                const to = f.integer(i32.add(target, at))
                const product = f32x4.mul(v128.load(i32.add(dy.value, at)), v128.load(i32.add(weights.value, at)))
                f.store(to, f32x4.add(v128.load(to), product))
              },
              (channel, filter) => {
                const to = f.integer(i32.add(target, channel))
                const product = f32.mul(f32.load(i32.add(dy.value, filter)), f32.load(i32.add(weights.value, filter)))
                f.storeFloat(to, f32.add(f32.load(to), product))
              },
            )
          })
          weights.advance(outBytes)
        })
      })
      dy.advance(outBytes)
    }),
  )
  return f
}

/**
 * The gradient by one element of the window (written to weights), over all images. Each line is added up by itself first, which
 * keeps the rounding errors small. Parameters: the words, which element, scratch (unused).
 */
export function depthwiseFilterGradient(): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [words, element] = f.parameters
  const w = loadWords(f, words, depthwiseWords)
  const pointBytes = f.integer(i32.shl(w.channels, 2))
  const outBytes = f.integer(i32.mul(pointBytes, w.multiplier))
  const target = f.integer(i32.add(w.weights, i32.mul(element, outBytes)))
  const i = f.integer(i32.div(element, w.width))
  const j = f.integer(i32.rem(element, w.width))
  f.zero(target, outBytes)
  f.count(i32.const(0), w.images, 1, image =>
    f.count(i32.const(0), w.outLines, 1, outLine => {
      const line = f.integer(under(outLine, w.strideH, i, w.dilationH, w.padTop))
      f.when(i32.less(line, w.lines), () => {
        const x = f.integer(
          i32.add(w.x, i32.mul(i32.mul(i32.add(i32.mul(image, w.lines), line), w.points), pointBytes)),
        )
        const dy = f.integer(
          i32.add(w.dy, i32.mul(i32.mul(i32.add(i32.mul(image, w.outLines), outLine), w.outPoints), outBytes)),
        )
        const along = (four: boolean, channel: Code, filter: Code) => {
          const load = four ? v128.load : f32.load
          const sum = f.variable(four ? V128 : F32, four ? v128.zero : f32.const(0))
          const g = f.variable(I32, i32.add(dy, filter))
          f.count(i32.const(0), w.outPoints, 1, outPoint => {
            const point = f.integer(under(outPoint, w.strideW, j, w.dilationW, w.padLeft))
            f.when(i32.less(point, w.points), () => {
              const value = load(i32.add(i32.add(x, channel), i32.mul(point, pointBytes)))
              const product = (four ? f32x4.mul : f32.mul)(value, load(g.value))
              sum.set((four ? f32x4.add : f32.add)(sum.value, product))
            })
            g.advance(outBytes)
          })
          const to = f.integer(i32.add(target, filter))
          const total = (four ? f32x4.add : f32.add)(load(to), sum.value)
          if (four) f.store(to, total)
          else f.storeFloat(to, total)
        }
        forChannels(
          f,
          w,
          at => along(true, at, at),
          (channel, filter) => along(false, channel, filter),
        )
      })
    }),
  )
  return f
}
