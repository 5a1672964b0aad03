import { defineConfig } from 'vitest/config'

/** Tests run on sources: the private condition `@genre/source` of each package's exports map points there. */
export function project(name: string) {
  const conditions = ['@genre/source', 'node', 'module', 'import', 'default']
  return defineConfig({
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: ['node', 'import', 'default'] } },
    test: { name, include: ['src/**/*.test.ts', 'test/**/*.test.ts'], environment: 'node', testTimeout: 30_000 },
  })
}
