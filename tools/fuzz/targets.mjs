import { readFile, readdir, writeFile, mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { GenreError, RandomState } from '@genre/core'
import * as classical from '@genre/classical'
import * as gtzan from '@genre/gtzan'
import * as gtzanNode from '@genre/gtzan/node'
import { GenreClassifier } from '@genre/models'
import { root } from '../common/packages.mjs'
import { loadMutators, mutateJson } from './mutators.mjs'

/**
 * @typedef {object} Target What is fuzzed: a reader of some kind of file.
 * @property {string} name
 * @property {number} share of all inputs
 * @property {(random: any) => { input: Uint8Array | string, read: () => Promise<unknown> | unknown }} next a damaged input, and
 *   the reading of it, which must end well or with an error of the library's own
 * @property {(error: unknown) => boolean} isExpected whether an error is one of those that the reader is documented to throw
 */

const golden = path.join(root, 'libs/gtzan/golden')

/** @param {unknown} error */
const isOwn = error => error instanceof GenreError

/**
 * All targets.
 *
 * @param {string} folder for files, which is the caller's
 * @returns {Promise<Target[]>}
 */
export async function createTargets(folder) {
  const { mutate, resealOgg, resealTar, mutateText, mutateBytes } = await loadMutators()
  const names = (await readdir(path.join(golden, 'audio'))).sort()
  const audio = await Promise.all(
    names.map(async name => ({ name, bytes: new Uint8Array(await readFile(path.join(golden, 'audio', name))) })),
  )
  const pick = (/** @type {any[]} */ list, /** @type {any} */ random) => list[random.nextInteger(0, list.length)]

  /** Every block is looked at and let go, so that what is held is what the decoder holds. */
  const decode = async (/** @type {Uint8Array} */ bytes) => {
    const stream = await gtzan.openAudio(gtzan.memorySource(bytes), { file: 'fuzzed' })
    let frames = 0
    for await (const block of stream.blocks()) {
      if (block.length !== stream.channels) throw new Error('a block of other channels than the header says')
      for (const samples of block) {
        if (samples.length !== block[0].length) throw new Error('channels of several lengths')
        for (let i = 0; i < samples.length; i++) {
          if (samples[i] - samples[i] !== 0) throw new Error(`sample ${frames + i} is ${samples[i]}`)
        }
      }
      frames += block[0].length
      if (frames > 200e6) throw new Error('more than 200 million samples')
    }
  }

  /** @type {[string, number, RegExp][]} */
  const kinds = [
    ['wav', 20, /\.wav$/],
    ['au', 8, /\.au$/],
    ['aiff', 8, /\.aiff$/],
    ['flac', 9, /\.(flac|oga)$/],
    ['ogg', 10, /\.(ogg|opus)$/],
    ['mp3', 8, /\.mp[23]$/],
    ['aac', 12, /\.(m4a|mp4|aac)$/],
  ]
  const decoders = kinds.map(([name, share, pattern]) => {
    const files = audio.filter(file => pattern.test(file.name))
    return {
      name,
      share,
      isExpected: (/** @type {unknown} */ error) => error instanceof gtzan.AudioFileError,
      next: (/** @type {any} */ random) => {
        const damaged = mutate(pick(files, random).bytes, pick(audio, random).bytes, random)
        const input = name === 'ogg' && random.next() < 0.75 ? resealOgg(damaged) : damaged
        return { input, read: () => decode(input) }
      },
    }
  })

  const table = gtzan.createFeatureTable({
    columns: ['tempo', 'rms'],
    filenames: ['blues.00000.0.wav', 'a "b", c.wav', 'rock/x\ny.wav', 'pop.00001.wav'],
    lengths: [66149, 3, 0, 661794],
    labels: ['blues', 'rock', 'rock', 'pop'],
    values: [
      [123.046875, 1e-5],
      [-0, 0.1],
      [1e300, -1e-300],
      [3, 4],
    ],
  })
  const csv = gtzan.formatFeatureTable(table)
  const parquet = await gtzan.formatParquetTable(table)
  const files = ['blues', 'jazz', 'pop', 'rock'].flatMap(genre => [0, 1, 2, 3, 4].map(n => `${genre}.0000${n}.wav`))
  const excerpts = gtzan.createFeatureTable({
    columns: ['x'],
    filenames: files,
    lengths: files.map(() => 9),
    labels: files.map(name => name.split('.')[0]),
    values: files.map((_, i) => [i]),
  })
  const split = gtzan.formatSplit(gtzan.trackSplit(excerpts, { randomState: 0, testSize: 0.2 }), excerpts)

  const archives = await Promise.all(
    ['ustar', 'gnu', 'pax', 'hostile'].map(
      async name => new Uint8Array(gunzipSync(await readFile(path.join(golden, 'archives', `${name}.tar.gz`)))),
    ),
  )
  const readArchive = (/** @type {Uint8Array} */ bytes) => async () => {
    const file = path.join(folder, 'fuzzed.tar')
    await writeFile(file, bytes)
    const dataset = await gtzanNode.openDataset(file)
    await gtzanNode.checkHealth(dataset, { jobs: 1, copies: false })
  }
  const damageTar = (/** @type {any} */ random) => {
    const damaged = mutate(pick(archives, random), pick(archives, random), random)
    return random.next() < 0.8 ? resealTar(damaged) : damaged
  }

  const jail = path.join(folder, 'jail')
  const manifest = JSON.stringify({
    format: 'genre-quarantine',
    version: 1,
    root: path.join(folder, 'data'),
    files: [{ file: 'jazz/jazz.00054.wav', problems: [{ code: 'not-audio', message: 'no header' }] }],
  })

  const models = modelFiles()
  const estimators = estimatorFiles()
  const X = classical.Pipeline && new RandomState(3).standardNormal(57)

  return [
    ...decoders,
    {
      name: 'csv',
      share: 8,
      isExpected: isOwn,
      next: random => {
        const input = mutateText(csv, random)
        return { input, read: () => gtzan.parseFeatureTable(input, { columns: 'any', genres: 'any' }) }
      },
    },
    {
      name: 'parquet',
      share: 5,
      isExpected: isOwn,
      next: random => {
        const input = mutateBytes(parquet, random)
        return { input, read: () => gtzan.parseParquetTable(input, { columns: 'any', genres: 'any' }) }
      },
    },
    {
      name: 'split',
      share: 3,
      isExpected: isOwn,
      next: random => {
        const input = mutateText(split, random)
        return { input, read: () => gtzan.parseSplit(input, excerpts) }
      },
    },
    {
      name: 'tar',
      share: 3,
      isExpected: isOwn,
      next: random => {
        const input = damageTar(random)
        return { input, read: readArchive(input) }
      },
    },
    {
      name: 'tar.gz',
      share: 2,
      isExpected: isOwn,
      next: random => {
        const packed = new Uint8Array(gzipSync(damageTar(random)))
        const input = random.next() < 0.5 ? packed : mutateBytes(packed, random)
        return { input, read: readArchive(input) }
      },
    },
    {
      name: 'quarantine',
      share: 1,
      isExpected: error => isOwn(error) || typeof (/** @type {any} */ (error)?.code) === 'string',
      next: random => {
        const input = mutateText(manifest, random)
        return {
          input,
          read: async () => {
            await mkdir(path.join(jail, 'jazz'), { recursive: true })
            await mkdir(path.join(folder, 'data'), { recursive: true })
            await writeFile(path.join(jail, 'jazz', 'jazz.00054.wav'), 'x')
            await writeFile(path.join(jail, 'quarantine.json'), input)
            await gtzanNode.restoreQuarantine(jail, path.join(folder, 'data')).finally(async () => {
              await rm(jail, { recursive: true, force: true })
              await rm(path.join(folder, 'data'), { recursive: true, force: true })
            })
          },
        }
      },
    },
    {
      name: 'model',
      share: 3,
      isExpected: isOwn,
      next: random => {
        const json = mutateJson(pick(models, random), random)
        return {
          input: JSON.stringify(json),
          read: () => {
            const classifier = GenreClassifier.fromJSON(json, { file: 'fuzzed' })
            const { probabilities } = classifier.classifyFeatures(
              new /** @type {any} */ (Object.getPrototypeOf(excerpts.X).constructor)(X, [1, 57]),
            )
            if (Object.keys(probabilities).length !== classifier.classes.length) throw new Error('other classes')
          },
        }
      },
    },
    {
      name: 'estimator',
      share: 6,
      isExpected: isOwn,
      next: random => {
        const { json: whole, rows } = pick(estimators, random)
        const json = mutateJson(whole, random)
        return { input: JSON.stringify(json), read: () => useEstimator(json, rows) }
      },
    },
  ]
}

/**
 * Reads an estimator and asks it everything that it answers.
 *
 * @param {unknown} json
 * @param {number[][]} rows
 */
function useEstimator(json, rows) {
  const model = /** @type {any} */ (classical.fromJSON(json))
  JSON.stringify(model)
  model.clone().getParams()
  if (!model.isFitted || rows.length === 0) return
  for (const method of ['predict', 'predictProba', 'decisionFunction', 'transform']) {
    if (!model.supports(method)) continue
    const answer = model[method](rows)
    const length = answer.shape ? answer.shape[0] : answer.length
    if (length !== rows.length) throw new Error(`${method} has ${length} rows`)
  }
  for (const attribute of ['featureImportances', 'coef', 'namedEstimators', 'namedSteps', 'cvResults', 'covariance']) {
    void model[attribute]
  }
}

/** A small file of every type of estimator, with rows that it takes. */
function estimatorFiles() {
  const random = new RandomState(2)
  const X = Array.from({ length: 24 }, (_, i) =>
    Array.from(random.standardNormal(4), (value, j) => Math.abs(value + (i % 3) * (j === 0 ? 3 : 0))),
  )
  const y = X.map((_, i) => ['blues', 'jazz', 'rock'][i % 3])
  const kernel = X.map(a => X.map(b => Math.exp(-a.reduce((sum, value, j) => sum + Math.abs(value - b[j]), 0))))
  const classes = X.map(row => row.map(value => Math.round(value)))
  const c = classical
  const seeded = { randomState: 0 }
  const tree = () => new c.DecisionTreeClassifier({ maxDepth: 2, ...seeded })
  /** @type {any[]} */
  const all = [
    new c.CalibratedClassifierCV(new c.RidgeClassifier(), { cv: 2 }),
    new c.CalibratedClassifierCV(tree(), { cv: 2, method: 'isotonic' }),
    new c.CalibratedClassifierCV(new c.GaussianNB(), { cv: 2, method: 'temperature', ensemble: false }),
    new c.ColumnTransformer([['a', new c.MinMaxScaler(), [0]], ['b', 'passthrough', [2]]], { remainder: new c.StandardScaler(), transformerWeights: { a: 2 } }), // prettier-ignore
    new c.CorrelationFilter(),
    new c.DecisionTreeClassifier({ splitter: 'random', ccpAlpha: 0.01, ...seeded }),
    new c.DummyClassifier({ strategy: 'stratified', ...seeded }),
    new c.ExtraTreesClassifier({ nEstimators: 2, maxDepth: 3, bootstrap: true, oobScore: true, ...seeded }),
    new c.FunctionTransformer({ func: 'signedLog1p' }),
    new c.GaussianNB(),
    new c.GridSearchCV(new c.KNeighborsClassifier(), { nNeighbors: [1, 2] }, { cv: 2, returnTrainScore: true }),
    new c.HistGradientBoostingClassifier({ maxIter: 2, minSamplesLeaf: 2 }),
    new c.KMeans({ nClusters: 2, ...seeded }),
    new c.KMeansRBF({ nCenters: 2, ...seeded }),
    new c.KNeighborsClassifier({ nNeighbors: 2, weights: 'distance' }),
    new c.LinearDiscriminantAnalysis({ solver: 'eigen', shrinkage: 'auto' }),
    new c.LinearSVC({ penalty: 'l1', ...seeded }),
    new c.LogisticRegression({ C: Infinity, classWeight: new Map([['blues', 2]]) }),
    new c.MLPClassifier({ hiddenLayerSizes: [3], maxIter: 2, batchNorm: 'afterLinear', dropout: 0.2, inputNorm: true, ...seeded }), // prettier-ignore
    new c.MinMaxScaler(),
    new c.Nystroem({ kernel: 'sigmoid', nComponents: 3, ...seeded }),
    new c.OutlierHandler(),
    new c.PCA({ nComponents: 2, whiten: true }),
    new c.Perceptron(seeded),
    new c.Pipeline([['scale', new c.StandardScaler()], ['none', 'passthrough'], ['svc', new c.SVC({ probability: true, ...seeded })]]), // prettier-ignore
    new c.PolynomialFeatures({ degree: 2 }),
    new c.QuadraticDiscriminantAnalysis({ regParam: 0.3, storeCovariance: true }),
    new c.QuantileTransformer({ nQuantiles: 5 }),
    new c.RBFSampler({ nComponents: 3, ...seeded }),
    new c.RandomForestClassifier({ nEstimators: 2, oobScore: true, ...seeded }),
    new c.RandomizedSearchCV(
      tree(),
      { maxDepth: [1, 2], criterion: ['gini', 'entropy'] },
      { cv: 2, nIter: 2, ...seeded },
    ),
    new c.RidgeClassifier(),
    new c.RobustScaler(),
    new c.SVC({ kernel: 'poly', degree: 2 }),
    new c.SelectKBest({ k: 2 }),
    new c.StackingClassifier(
      [
        ['nb', new c.GaussianNB()],
        ['tree', tree()],
      ],
      { cv: 2, passthrough: true },
    ),
    new c.StandardScaler(),
    new c.VotingClassifier([
      ['nb', new c.GaussianNB()],
      ['tree', tree()],
    ]),
  ]
  const files = all.map(model => ({ json: JSON.parse(JSON.stringify(model.fit(X, y))), rows: X.slice(0, 5) }))
  const encoder = new c.OneHotEncoder({ handleUnknown: 'ignore' }).fit(classes)
  const given = new c.SVC({ kernel: 'precomputed' }).fit(kernel, y)
  return [
    ...files,
    { json: JSON.parse(JSON.stringify(encoder)), rows: classes.slice(0, 5) },
    { json: JSON.parse(JSON.stringify(given)), rows: kernel.slice(0, 5) },
    { json: JSON.parse(JSON.stringify(new c.LabelEncoder().fit(y))), rows: [] },
  ]
}

/** A small model file of each kind of estimator that gives probabilities. */
function modelFiles() {
  const random = new RandomState(1)
  const rows = 210
  const X = Array.from({ length: rows }, () => Array.from(random.standardNormal(57)))
  const y = X.map((_, i) => ['blues', 'jazz', 'rock'][i % 3])
  X.forEach((row, i) => (row[0] += 3 * (i % 3)))
  const c = classical
  const estimators = [
    new c.KNeighborsClassifier({ nNeighbors: 3 }),
    new c.DecisionTreeClassifier({ maxDepth: 3, randomState: 0 }),
    new c.RandomForestClassifier({ nEstimators: 3, randomState: 0 }),
    new c.HistGradientBoostingClassifier({ maxIter: 3 }),
    new c.LogisticRegression(),
    new c.LinearDiscriminantAnalysis(),
    new c.QuadraticDiscriminantAnalysis({ regParam: 0.5 }),
    new c.GaussianNB(),
    new c.SVC({ probability: true, randomState: 0 }),
    new c.MLPClassifier({ hiddenLayerSizes: [4], maxIter: 3, randomState: 0 }),
    new c.DummyClassifier(),
    new c.Pipeline([
      ['scale', new c.StandardScaler()],
      ['small', new c.PCA({ nComponents: 5 })],
      ['model', new c.LogisticRegression()],
    ]),
    new c.Pipeline([
      ['scale', new c.MinMaxScaler()],
      ['robust', new c.RobustScaler()],
      ['ranks', new c.QuantileTransformer({ nQuantiles: 10 })],
      ['best', new c.SelectKBest({ k: 4 })],
      ['poly', new c.PolynomialFeatures({ degree: 2 })],
      ['model', new c.GaussianNB()],
    ]),
    new c.VotingClassifier([['a', new c.GaussianNB()], ['b', new c.DecisionTreeClassifier({ randomState: 0 })]], { voting: 'soft' }), // prettier-ignore
  ]
  const recipe = { set: 'gtzan57', mode: /** @type {const} */ ('librosa'), sampleRate: 22050, segment: 3 }
  return estimators.map((estimator, i) => {
    estimator.fit(X, y)
    const parts = { name: `model ${i}`, estimator: /** @type {any} */ (estimator), recipe }
    return JSON.parse(JSON.stringify(GenreClassifier.fromEstimator(parts)))
  })
}
