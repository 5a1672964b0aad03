import { defineConfig, type Options } from 'tsup'

/**
 * The build that every package shares: ESM, CommonJS and types for both, from the given entries.
 * Types are resolved against the built packages, not their sources, so that a `.d.ts` never points into `src`.
 */
export function library(entry: Record<string, string>, options: Options = {}) {
  return defineConfig({
    entry,
    format: ['esm', 'cjs'],
    target: 'es2022',
    platform: 'neutral',
    dts: { compilerOptions: { customConditions: [], noEmit: false, allowImportingTsExtensions: false } },
    clean: true,
    sourcemap: true,
    // The tarballs ship src beside dist, so the maps need not repeat it.
    esbuildOptions: esbuild => void (esbuild.sourcesContent = false),
    treeshake: true,
    splitting: true,
    ...options,
  })
}
