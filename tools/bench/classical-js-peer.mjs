// One job by another JavaScript library, in a process of its own: node classical-js-peer.mjs FOLDER JOB. The folder holds what
// writeInputs wrote; GENRE_BENCH_PEERS names where the libraries are installed. One line of JSON comes out.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { StandardScaler } from '@genre/classical'

/**
 * @typedef {object} JsPeerJob
 * @property {string} library
 * @property {boolean} [standardised] whether columns are scaled to variance 1 first
 * @property {string} [note] how its job is another than ours
 * @property {(library: any, X: number[][], y: number[], Q: number[][]) => ArrayLike<number>} run
 */

/** @type {Record<string, JsPeerJob>} */
export const JS_JOBS = {
  knn: { library: 'ml-knn', run: (Knn, X, y, Q) => new (Knn.default ?? Knn)(X, y, { k: 1 }).predict(Q) },
  tree: {
    library: 'ml-cart',
    run({ DecisionTreeClassifier }, X, y, Q) {
      const tree = new DecisionTreeClassifier({ gainFunction: 'gini', maxDepth: 100, minNumSamples: 2 })
      tree.train(X, y)
      return tree.predict(Q)
    },
  },
  forest: {
    library: 'ml-random-forest',
    note: '5 trees',
    run({ RandomForestClassifier }, X, y, Q) {
      const options = { nEstimators: 5, maxFeatures: 8, replacement: true, seed: 42, useSampleBagging: true }
      const forest = new RandomForestClassifier(options)
      forest.train(X, y)
      return forest.predict(Q)
    },
  },
  'svc-rbf': { library: 'libsvm-js', standardised: true, run: libsvm(10, 'RBF') },
  'svc-linear': { library: 'libsvm-js', run: libsvm(100, 'LINEAR') },
  logistic: {
    library: 'ml-logistic-regression',
    note: '1000 steps',
    run(Logistic, X, y, Q) {
      const { Matrix } = load('ml-matrix')
      const model = new (Logistic.default ?? Logistic)({ numSteps: 1000, learningRate: 5e-4 })
      model.train(new Matrix(X), Matrix.columnVector(y))
      return model.predict(new Matrix(Q))
    },
  },
}

/** @param {number} C @param {string} kernel @returns {JsPeerJob['run']} */
function libsvm(C, kernel) {
  return (Svm, X, y, Q) => {
    const svm = new Svm({ kernel: Svm.KERNEL_TYPES[kernel], cost: C, gamma: 1 / X[0].length, quiet: true })
    svm.train(X, y)
    return svm.predict(Q)
  }
}

/** @type {(id: string) => any} */
const load = createRequire(path.resolve(process.env.GENRE_BENCH_PEERS ?? '.', 'index.js'))

async function main() {
  const [folder, name, cpu] = process.argv.slice(2)
  const job = JS_JOBS[name]
  // Some say on the console how they were loaded.
  console.log = console.error
  const library = await load(job.library)
  const about = JSON.parse(readFileSync(path.join(folder, 'about.json'), 'utf8'))
  const read = (/** @type {string} */ file) =>
    new Float64Array(new Uint8Array(readFileSync(path.join(folder, file))).buffer)
  const train = { data: read('X_train.f64'), shape: about.train }
  const test = { data: read('X_test.f64'), shape: about.test }
  const scaler = job.standardised ? new StandardScaler().fit(train) : null
  const rows = (/** @type {typeof train} */ X) => {
    const { data } = scaler ? scaler.transform(X) : X
    const [count, columns] = X.shape
    return Array.from({ length: count }, (_, i) => Array.from(data.subarray(i * columns, (i + 1) * columns)))
  }
  const [X, y, Q] = [rows(train), Array.from(read('y_train.f64')), rows(test)]
  const [start, used] = [performance.now(), process.cpuUsage()]
  const predicted = job.run(library, X, y, Q)
  const { user, system } = process.cpuUsage(used)
  const seconds = cpu ? (user + system) / 1e6 : (performance.now() - start) / 1000
  process.stdout.write(`${JSON.stringify({ seconds, predicted: Array.from(predicted) })}\n`)
}

if (process.argv[1] === new URL(import.meta.url).pathname) await main()
