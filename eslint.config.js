import { builtinModules } from 'node:module'
import nx from '@nx/eslint-plugin'
import prettier from 'eslint-config-prettier'
import tseslint from 'typescript-eslint'

/** Which package may import which: the arrows of the architecture, enforced. A tag is the package's own name. */
const arrows = {
  core: [],
  dsp: ['core'],
  features: ['core', 'dsp'],
  classical: ['core'],
  nets: ['core', 'dsp'],
  gtzan: ['core', 'dsp', 'features'],
  viz: ['core'],
  models: ['core', 'dsp', 'features', 'classical', 'nets'],
  cli: ['core', 'dsp', 'features', 'classical', 'nets', 'gtzan', 'viz', 'models'],
  web: ['core', 'dsp', 'features', 'gtzan', 'viz', 'models'],
}

export default tseslint.config(
  { ignores: ['**/dist/**', '**/coverage/**', '**/node_modules/**', '.nx/**', 'demo-output/**', 'docs-site/**'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx,mts,js,mjs}'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          allow: ['^.*/tools/(build|browser|ci|common)/.*$'],
          depConstraints: Object.entries(arrows).map(([name, allowed]) => ({
            sourceTag: `genre:${name}`,
            onlyDependOnLibsWithTags: [name, ...allowed].map(tag => `genre:${tag}`),
          })),
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-globals': ['error', { name: 'eval', message: 'Nothing is evaluated here.' }],
      'no-eval': 'error',
      'no-new-func': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    // The browser build of every library is free of Node: only what stands behind a /node door, and tests, may import it.
    files: ['libs/*/src/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.test-d.ts', 'libs/*/src/node/**', 'libs/*/src/node.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: builtinModules.map(name => ({ name, message: 'Node built-ins live behind a /node entry.' })),
          patterns: [
            { group: ['node:*'], message: 'Node built-ins live behind a /node entry.' },
            { regex: '^\\.{1,2}/([^.].*/)?node(/|$)', message: 'Only the /node entry may use what needs Node.' },
          ],
        },
      ],
    },
  },
  prettier,
)
