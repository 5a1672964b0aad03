import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { shippedModels } from '@genre/models'
import { offlinePlugin } from './build/offline-plugin.ts'
import { HEADERS } from './build/policy.mjs'
import { policyPlugin } from './build/policy-plugin.ts'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Any folder of any static host will do.
  base: './',
  plugins: [policyPlugin(), offlinePlugin(shippedModels.slice(1))],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // A data: URL would be refused by the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { index: 'index.html', sw: 'src/service-worker.ts' },
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
  preview: { headers: HEADERS },
})
