import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RandomState } from '@genre/core'
import { createFeatureTable, gtzan57Columns, segmentFileName } from '@genre/gtzan'
import { writeFeatureTable } from '@genre/gtzan/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from './run-main'
import { wavOf } from './wav'

let dir: string
const at = (name: string) => join(dir, name)

/** Three genres of twelve songs of three segments, which differ by their first columns and by song. */
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'genre-learn-'))
  const random = new RandomState(5)
  const filenames: string[] = []
  const labels: string[] = []
  const values: number[][] = []
  ;['blues', 'jazz', 'rock'].forEach((genre, g) => {
    for (let song = 0; song < 12; song++) {
      const own = Array.from(random.standardNormal(57))
      for (let segment = 0; segment < 3; segment++) {
        filenames.push(segmentFileName(`${genre}.${String(song).padStart(5, '0')}.wav`, segment))
        labels.push(genre)
        values.push(own.map((x, j) => 3 * x + (j < 3 ? 6 * g : 0) + 0.1 * random.standardNormal(1)[0]))
      }
    }
  })
  const lengths = filenames.map(() => 66149)
  const table = createFeatureTable({ columns: gtzan57Columns(), filenames, labels, lengths, values })
  await writeFeatureTable(at('table.csv'), table)
  await writeFeatureTable(at('table.parquet'), table)
})
afterAll(() => rm(dir, { recursive: true, force: true }))

describe('genre train', () => {
  it('writes a model with its card, the same for the same seed', async () => {
    const words = ['train', 'forest', '--data', at('table.csv'), '--protocol', 'row,track', '--folds', '3']
    const { code, out } = await run(...words, '--param', 'nEstimators=20', '--out', at('forest.json'), '--json')
    expect(code).toBe(0)
    const { card, evaluations } = JSON.parse(out) as {
      card: { scores: unknown[]; tracks: number; description: string }
      evaluations: { protocol: string; segmentAccuracy: number; segmentInterval: number[] }[]
    }
    expect(card).toMatchObject({
      tracks: 36,
      rows: 108,
      description: expect.stringContaining('nEstimators = 20') as string,
    })
    expect(evaluations.map(({ protocol }) => protocol)).toEqual(['row', 'track'])
    expect(evaluations[0].segmentAccuracy).toBeGreaterThan(evaluations[1].segmentAccuracy)
    const { segmentAccuracy, segmentInterval } = evaluations[1]
    expect(segmentInterval[0]).toBeLessThan(segmentAccuracy)
    expect(segmentInterval[1]).toBeGreaterThan(segmentAccuracy)
    const first = await readFile(at('forest.json'), 'utf8')
    await run(...words, '--param', 'nEstimators=20', '--out', at('again.json'))
    expect(await readFile(at('again.json'), 'utf8')).toBe(first)
  })

  it.each(['knn', 'tree', 'boosting', 'logistic', 'svm', 'mlp', 'lda', 'bayes', 'dummy'])('knows %s', async name => {
    const words = ['--data', at('table.parquet'), '--folds', '2', '--out', at(`${name}.json`)]
    const { code, err, out } = await run('train', name, ...words)
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(out).toMatch(/track +[\d.]+ \([\d.]+ to [\d.]+\)/)
  })

  it('refuses what it cannot do, before it does anything', async () => {
    const wrong = (...words: string[]) => run('train', ...words, '--out', at('no.json'))
    expect((await wrong('forrest', '--data', at('table.csv'))).err).toMatch(/Did you mean forest\?/)
    expect(await wrong('svm', '--data', at('table.csv'), '--param', 'D=1')).toMatchObject({ code: 2 })
    expect(await wrong('svm', '--data', at('table.csv'), '--param', 'C=-1')).toMatchObject({ code: 2 })
    expect(await wrong('svm', '--data', at('table.csv'), '--param', 'C')).toMatchObject({ code: 2 })
    expect(await wrong('svm', '--data', at('none.csv'))).toMatchObject({ code: 1 })
    await writeFile(at('narrow.csv'), 'filename,length,tempo,label\nblues.00000.0.wav,9,1,blues\n')
    expect((await wrong('svm', '--data', at('narrow.csv'))).err).toMatch(/columns of gtzan57/)
  })
})

describe('genre evaluate', () => {
  it('measures a model by name', async () => {
    const words = ['evaluate', 'bayes', '--data', at('table.csv'), '--folds', '3', '--json']
    const { code, out } = await run(...words, '--protocol', 'row,track', '--out', at('bayes-results.json'))
    expect(code).toBe(0)
    const results = JSON.parse(out) as { format: string; tableHash: string; evaluations: { protocol: string }[] }
    expect(results).toMatchObject({ format: 'genre-evaluation', version: 1, model: 'bayes', segments: 108, tracks: 36 })
    expect(results.evaluations.map(({ protocol }) => protocol)).toEqual(['row', 'track'])
    expect(JSON.parse(await readFile(at('bayes-results.json'), 'utf8'))).toEqual(results)
  })

  it('measures a trained one, and says if it knows the answers', async () => {
    await run('train', 'tree', '--data', at('table.csv'), '--out', at('tree.json'), '--folds', '2')
    const { code, out } = await run('evaluate', at('tree.json'), '--data', at('table.parquet'))
    expect(code).toBe(0)
    expect(out).toMatch(/row +100\.0/)
    expect(out).toMatch(/trained on this very table/)
    const shipped = await run('evaluate', 'gtzan57-logistic', '--data', at('table.csv'))
    expect(shipped.out).toMatch(/trained on GTZAN, whose tracks these are by name/)
    const wrong = await run('evaluate', at('tree.json'), '--data', at('table.csv'), '--protocol', 'track')
    expect(wrong.err).toMatch(/is trained already/)
    const other = await run('evaluate', 'gtzan-texture', '--data', at('table.csv'))
    expect(other.err).toMatch(/does not have the columns that gtzan-texture takes/)
  })

  it('computes the descriptors that the model takes', async () => {
    const folder = at('songs')
    for (const [k, label] of ['jazz', 'rock'].entries()) {
      await mkdir(join(folder, label), { recursive: true })
      const samples = Float32Array.from({ length: 7 * 22050 }, (_, i) => 0.3 * Math.sin(0.05 * (k + 1) * i))
      await writeFile(join(folder, label, `${label}.90000.wav`), wavOf(samples, 22050))
    }
    const { code, out, err } = await run('evaluate', 'gtzan-texture', '--data', folder, '--jobs', '1', '--json')
    expect([code, err]).toEqual([0, ''])
    expect(JSON.parse(out)).toMatchObject({ model: 'gtzan-texture', segments: 4, tracks: 2 })
  })
})

describe('genre report', () => {
  it('puts what there is into one page', async () => {
    const folder = at('run')
    await mkdir(folder)
    for (const name of ['knn', 'bayes']) {
      const words = [
        '--data',
        at('table.csv'),
        '--protocol',
        'row,track',
        '--folds',
        '2',
        '--out',
        join(folder, `${name}.json`),
      ]
      expect((await run('evaluate', name, ...words)).code).toBe(0)
    }
    await run('train', 'lda', '--data', at('table.csv'), '--folds', '2', '--out', join(folder, 'model.json'))
    const history = [1, 2, 3].map(epoch => ({ epoch, set: 'train', loss: 1 / epoch }))
    await writeFile(join(folder, 'history.json'), JSON.stringify({ format: 'genre-history', history }))
    await writeFile(join(folder, 'other.json'), '{}')
    await writeFile(join(folder, 'hostile.json'), '{"format":"genre-evaluation","evaluations":[{"model":"<script>"}]}')
    const { code, out } = await run('report', folder, '--title', '<b>A run</b>', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      from: ['bayes.json', 'history.json', 'knn.json', 'model.json'],
      passedOver: [{ file: 'hostile.json' }, { file: 'other.json' }],
    })
    const html = await readFile(join(folder, 'report.html'), 'utf8')
    for (const text of [
      'Accuracy',
      'The leak',
      'confused: bayes',
      'confused: knn',
      'Training: history.json',
      'Model: lda',
    ]) {
      expect(html).toContain(text)
    }
    expect(html).not.toMatch(/<script|<b>A run|src="http|href="http/)
    expect(html.match(/<svg /g)?.length).toBeGreaterThanOrEqual(6)
    // the page itself does not disturb the next one
    expect((await run('report', folder)).code).toBe(0)
  })

  it('says so where there is nothing', async () => {
    await mkdir(at('empty'))
    expect((await run('report', at('empty'))).err).toMatch(/holds no results/)
    expect((await run('report', at('nowhere'))).err).toMatch(/no such folder/)
  })
})
