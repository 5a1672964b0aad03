import { expectTypeOf } from 'vitest'
import type { BackendAttempt, BackendChoice, BackendName, SelectBackendOptions } from './backend-choice'
import { selectBackend } from './select-backend'

expectTypeOf(selectBackend).parameters.toEqualTypeOf<[options?: SelectBackendOptions]>()
expectTypeOf(selectBackend).returns.resolves.toEqualTypeOf<BackendChoice>()
expectTypeOf<BackendChoice['tried']>().toEqualTypeOf<readonly BackendAttempt[]>()
expectTypeOf<BackendName>().toEqualTypeOf<'tfjs-node-gpu' | 'tfjs-node' | 'webgpu' | 'webgl' | 'wasm' | 'cpu'>()
