import type { backend_util } from '@tensorflow/tfjs'

export type Shape4D = [number, number, number, number]

/** What TensorFlow.js' kernels are told of a window that moves over pictures. */
export interface WindowAttributes {
  readonly strides: number | [number, number]
  readonly pad: 'same' | 'valid' | number
  readonly dilations?: number | [number, number]
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil'
}

/** Its fields as our kernels name them. */
export function windowOf(info: backend_util.Conv2DInfo) {
  return {
    height: info.filterHeight,
    width: info.filterWidth,
    strideH: info.strideHeight,
    strideW: info.strideWidth,
    dilationH: info.dilationHeight,
    dilationW: info.dilationWidth,
    padTop: info.padInfo.top,
    padLeft: info.padInfo.left,
  }
}

/** The sizes of the pictures that it moves over, and of those that it makes. */
export function picturesOf(info: backend_util.Conv2DInfo) {
  return {
    lines: info.inHeight,
    points: info.inWidth,
    channels: info.inChannels,
    outLines: info.outHeight,
    outPoints: info.outWidth,
  }
}
