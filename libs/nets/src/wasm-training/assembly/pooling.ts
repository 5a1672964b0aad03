import { F32, FunctionBuilder, I32, V128, f32, f32x4, i32, v128 } from '@genre/core/wasm'
import type { Code } from '@genre/core/wasm'
import { loadWords } from './words'

/** A pooling of NHWC pictures: x and dx of `lines` times `points`, y and dy of `outLines` times `outPoints`, windows clipped to x. */
export const poolingWords = [
  'x', 'dx', 'dy', 'lines', 'points', 'channels', 'outLines', 'outPoints',
  'height', 'width', 'strideH', 'strideW', 'padTop', 'padLeft',
] as const // prettier-ignore

/**
 * The gradient of pooling, for one image. Of the greatest element, the first one of a window where several are equal; of the mean,
 * all elements of the window that lie inside. Parameters: the words, which image, scratch (unused).
 */
export function poolingGradient(kind: 'max' | 'mean'): FunctionBuilder {
  const f = new FunctionBuilder(3)
  const [words, image] = f.parameters
  const w = loadWords(f, words, poolingWords)
  const pointBytes = f.integer(i32.shl(w.channels, 2))
  const lineBytes = f.integer(i32.mul(w.points, pointBytes))
  const imageBytes = f.integer(i32.mul(w.lines, lineBytes))
  const x = f.integer(i32.add(w.x, i32.mul(image, imageBytes)))
  const dx = f.integer(i32.add(w.dx, i32.mul(image, imageBytes)))
  const dy = f.variable(I32, i32.add(w.dy, i32.mul(image, i32.mul(pointBytes, i32.mul(w.outLines, w.outPoints)))))
  f.zero(dx, imageBytes)
  f.count(i32.const(0), w.outLines, 1, outLine => {
    const [firstLine, endLine] = clip(f, outLine, w.strideH, w.padTop, w.height, w.lines)
    f.count(i32.const(0), w.outPoints, 1, outPoint => {
      const [firstPoint, endPoint] = clip(f, outPoint, w.strideW, w.padLeft, w.width, w.points)
      const inWindow = (body: (offset: Code) => void, channel: Code) =>
        f.count(firstLine, endLine, 1, line => {
          const offset = f.variable(
            I32,
            i32.add(i32.add(i32.mul(line, lineBytes), i32.mul(firstPoint, pointBytes)), channel),
          )
          f.count(firstPoint, endPoint, 1, () => {
            body(offset.value)
            offset.advance(pointBytes)
          })
        })
      const channel = f.variable(I32, i32.const(0))
      const share = f.variable(
        F32,
        f32.div(f32.const(1), f32.fromInteger(i32.mul(i32.sub(endLine, firstLine), i32.sub(endPoint, firstPoint)))),
      ).value
      const body = (four: boolean) => {
        const type = four ? V128 : F32
        const load = four ? v128.load : f32.load
        const store = (address: Code, value: Code) => (four ? f.store(address, value) : f.storeFloat(address, value))
        const add = four ? f32x4.add : f32.add
        const at = (base: Code, offset: Code) => i32.add(base, offset)
        const gradient = f.variable(type, load(i32.add(dy.value, channel.value)))
        if (kind === 'mean') {
          gradient.set(four ? f32x4.mul(gradient.value, f32x4.splat(share)) : f32.mul(gradient.value, share))
          inWindow(offset => {
            const target = f.integer(at(dx, offset))
            store(target, add(load(target), gradient.value))
          }, channel.value)
        } else {
          const greatest = f.variable(type, four ? f32x4.splat(f32.const(-Infinity)) : f32.const(-Infinity))
          inWindow(
            offset => greatest.set((four ? f32x4.max : f32.max)(greatest.value, load(at(x, offset)))),
            channel.value,
          )
          inWindow(offset => {
            const target = f.integer(at(dx, offset))
            const value = load(at(x, offset))
            if (four) {
              // What remains of the gradient goes to the first that is equal, and nothing remains then.
              const mask = f.vector(f32x4.equal(value, greatest.value))
              store(target, f32x4.add(v128.load(target), v128.and(gradient.value, mask)))
              gradient.set(v128.andNot(gradient.value, mask))
            } else {
              f.when(f32.equal(value, greatest.value), () => {
                store(target, f32.add(f32.load(target), gradient.value))
                gradient.set(f32.const(0))
              })
            }
          }, channel.value)
        }
        channel.advance(i32.const(four ? 16 : 4))
      }
      f.while(
        () => i32.less(i32.add(channel.value, i32.const(12)), pointBytes),
        () => body(true),
      )
      f.while(
        () => i32.less(channel.value, pointBytes),
        () => body(false),
      )
      dy.advance(pointBytes)
    })
  })
  return f
}

/** First and end of a window along one axis, inside the picture. */
function clip(f: FunctionBuilder, out: Code, stride: Code, pad: Code, size: Code, length: Code): [Code, Code] {
  const start = f.integer(i32.sub(i32.mul(out, stride), pad))
  const end = f.integer(i32.add(start, size))
  const zero = i32.const(0)
  return [
    f.integer(i32.select(zero, start, i32.lessSigned(start, zero))),
    f.integer(i32.select(end, length, i32.lessSigned(end, length))),
  ]
}
