import { assemble, f32x4 } from '@genre/core/wasm'
import type { FunctionBuilder } from '@genre/core/wasm'
import { columnSums, columnSumsWords, columnTerms } from './assembly/column-sums'
import { convolve, convolveWords } from './assembly/convolve'
import { depthwiseFilterGradient, depthwiseInputGradient, depthwiseWords } from './assembly/depthwise'
import {
  binaryOperations,
  elementwise,
  elementwiseWords,
  rowwise,
  rowwiseWords,
  withScalar,
} from './assembly/elementwise'
import { filterGradient, filterGradientWords, sumParts, sumPartsWords } from './assembly/filter-gradient'
import { matrixProduct, matrixProductWords } from './assembly/matrix-product'
import { affine, affineWords } from './assembly/normalize'
import { packPanels, packPanelsWords } from './assembly/pack'
import { poolingGradient, poolingWords } from './assembly/pooling'
import { TILE_ROWS, multiplyThenAdd, outerTile, tile } from './assembly/tile'
import type { MultiplyAdd } from './assembly/tile'
import { winograd, winogradFilters, winogradFiltersWords, winogradWords } from './assembly/winograd'

/** The words that each kernel is told, in order. */
export const kernelWords = {
  packPanels: packPanelsWords,
  convolve: convolveWords,
  winogradFilters: winogradFiltersWords,
  winograd: winogradWords,
  matrixProduct: matrixProductWords,
  filterGradient: filterGradientWords,
  sumParts: sumPartsWords,
  columnSums: columnSumsWords,
  columnSquares: columnSumsWords,
  columnProducts: columnSumsWords,
  scale: affineWords,
  combine: affineWords,
  maxPoolGradient: poolingWords,
  meanPoolGradient: poolingWords,
  depthwiseInputGradient: depthwiseWords,
  depthwiseFilterGradient: depthwiseWords,
  ...named('', binaryOperations, elementwiseWords),
  ...named('Rows', binaryOperations, rowwiseWords),
  ...named('Scalar', binaryOperations, elementwiseWords),
  ...named('ScalarFirst', binaryOperations, elementwiseWords),
}

type Suffixed<Names extends string, Suffix extends string, Value> = Readonly<Record<`${Names}${Suffix}`, Value>>

function named<Names extends string, Suffix extends string, Value>(
  suffix: Suffix,
  operations: Readonly<Record<Names, unknown>>,
  value: Value,
): Suffixed<Names, Suffix, Value> {
  return Object.fromEntries(Object.keys(operations).map(name => [name + suffix, value])) as Suffixed<
    Names,
    Suffix,
    Value
  >
}

export type KernelName = keyof typeof kernelWords

/** The parameters of a kernel: every word of it, by name. */
export type KernelParameters<Name extends KernelName> = Readonly<
  Record<(typeof kernelWords)[Name][number], number | boolean>
>

/** The kernels in the order by which threads name them to each other. */
export const kernelNames = Object.keys(kernelWords) as KernelName[]

/** The place of a kernel among the kernels, by which threads name it to each other. */
export const kernelIndex = (name: KernelName): number => kernelNames.indexOf(name)

function functions(multiplyAdd: MultiplyAdd): Record<string, FunctionBuilder> {
  const heights = Array.from({ length: TILE_ROWS }, (_, i) => i + 1)
  const tileIndex = (rows: number) => rows - 1
  const outerIndex = (rows: number) => TILE_ROWS + rows - 1
  return Object.fromEntries<FunctionBuilder>([
    ...heights.map(rows => [`tile${rows}`, tile(rows, multiplyAdd)] as const),
    ...heights.map(rows => [`outer${rows}`, outerTile(rows, multiplyAdd)] as const),
    ['packPanels', packPanels()],
    ['convolve', convolve(tileIndex)],
    ['winogradFilters', winogradFilters()],
    ['winograd', winograd(tileIndex)],
    ['matrixProduct', matrixProduct(tileIndex)],
    ['filterGradient', filterGradient(outerIndex)],
    ['sumParts', sumParts()],
    ...Object.entries(columnTerms).map(([name, terms]) => [name, columnSums(terms)] as const),
    ['scale', affine(false)],
    ['combine', affine(true)],
    ['maxPoolGradient', poolingGradient('max')],
    ['meanPoolGradient', poolingGradient('mean')],
    ['depthwiseInputGradient', depthwiseInputGradient()],
    ['depthwiseFilterGradient', depthwiseFilterGradient()],
    ...Object.entries(binaryOperations).flatMap(
      ([name, operation]) =>
        [
          [name, elementwise(operation)],
          [`${name}Rows`, rowwise(operation)],
          [`${name}Scalar`, withScalar(operation, false)],
          [`${name}ScalarFirst`, withScalar(operation, true)],
        ] as const,
    ),
  ])
}

/**
 * The kernels as a module, for a memory that is shared or not; with fused multiply-add where the engine has relaxed vectors.
 *
 * @throws WebAssembly.CompileError where the engine has no vectors
 */
export function compileKernels(shared: boolean): WebAssembly.Module {
  const fused = assemble(functions(f32x4.fusedMultiplyAdd), { shared })
  const module = WebAssembly.validate(fused) ? fused : assemble(functions(multiplyThenAdd), { shared })
  return new WebAssembly.Module(module)
}
