import type { ArrayView } from '@genre/core'
import type { TopLevelSpec } from 'vega-lite'
import { expectTypeOf, test } from 'vitest'
import type { RgbaImage, VegaLiteSpec } from './index'
import {
  accuracyChart,
  colorTable,
  confusionMatrixChart,
  f1Chart,
  frequencyScale,
  htmlReport,
  importanceChart,
  spectrogramImage,
  trainingCurvesChart,
} from './index'
import type { renderSvg } from './node'
import { encodePng } from './node'

test('charts are specifications', () => {
  expectTypeOf(confusionMatrixChart({ labels: ['a'], matrix: [[1]] })).toEqualTypeOf<VegaLiteSpec>()
  expectTypeOf(importanceChart({ names: ['a'], importances: Float64Array.of(1) })).toEqualTypeOf<VegaLiteSpec>()
  expectTypeOf<Parameters<typeof renderSvg>[0]>().toEqualTypeOf<VegaLiteSpec>()
  expectTypeOf<VegaLiteSpec['$schema']>().toBeString()
  // A specification is plain JSON; Vega-Lite's own type is a union of all charts, which it is one of.
  expectTypeOf<TopLevelSpec>().toBeObject()
})

test('options are checked', () => {
  // @ts-expect-error a theme that there is not
  accuracyChart({ results: [], theme: 'sepia' })
  // @ts-expect-error without a model
  accuracyChart({ results: [{ protocol: 'row', accuracy: 1 }] })
  // @ts-expect-error without labels
  f1Chart({ series: [] })
  // @ts-expect-error a colour map that there is not
  colorTable('jet')
  // @ts-expect-error a block that there is not
  htmlReport({ title: '', sections: [{ title: '', blocks: [{ type: 'video' }] }] })
  trainingCurvesChart({ history: [{ epoch: 1, set: 'train', loss: 1 }] as const })
})

test('pictures', () => {
  expectTypeOf(spectrogramImage).parameter(0).toEqualTypeOf<ArrayView>()
  expectTypeOf(spectrogramImage({} as ArrayView)).toEqualTypeOf<RgbaImage>()
  expectTypeOf(encodePng({} as RgbaImage)).toEqualTypeOf<Uint8Array>()
  expectTypeOf(frequencyScale({ bins: 2 }).position(1)).toBeNumber()
})
