import { expectTypeOf, test } from 'vitest'
import type { CopyPair, FileHealth, HealthReport } from '../index'
import { audioFingerprint, AudioMeter, findCopies } from '../index'
import { checkHealth } from '../node'

test('types of the health check', () => {
  expectTypeOf<Awaited<ReturnType<typeof checkHealth>>>().toEqualTypeOf<HealthReport>()
  expectTypeOf(checkHealth).toBeCallableWith('gtzan', { jobs: 2, copies: false, knownFaults: false })
  expectTypeOf<HealthReport['files']>().toEqualTypeOf<readonly FileHealth[]>()
  expectTypeOf<FileHealth['status']>().toEqualTypeOf<'ok' | 'warning' | 'bad'>()
  expectTypeOf(new AudioMeter(2).measures.peak).toBeNumber()
  expectTypeOf(audioFingerprint).returns.toExtend<Uint32Array>()
  expectTypeOf(findCopies).returns.toEqualTypeOf<CopyPair[]>()
})
