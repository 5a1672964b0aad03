import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import golden from '../golden/tree-gtzan.json' with { type: 'json' }
import {
  DecisionTreeClassifier,
  HistGradientBoostingClassifier,
  LinearSVC,
  LogisticRegression,
  MLPClassifier,
  MinMaxScaler,
  RandomForestClassifier,
  SVC,
  StandardScaler,
  trainTestSplit,
} from '../src/index'
import { maxDifference, relativeDifference } from './datasets'

const path = fileURLToPath(new URL('../../../../shared/data/features_3_sec.csv', import.meta.url))

describe.skipIf(!existsSync(path))('models on the GTZAN table (skipped where ../shared is absent)', () => {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').slice(1) : []
  const cells = lines.map(line => line.trim().split(','))
  const X = cells.map(row => row.slice(2, -1).map(Number))
  const y = cells.map(row => row.at(-1)!)
  const [XTrain, XTest, yTrain, yTest] =
    lines.length > 0 ? trainTestSplit([X, y], { testSize: 0.3, randomState: 42 }) : [[], [], [], []]
  const digits = (predicted: readonly string[]) => predicted.map(name => golden.classes.indexOf(name)).join('')

  it('grows the decision tree that scikit-learn grows', () => {
    const { nodes, importances, predicted, accuracy } = golden.tree
    const model = new DecisionTreeClassifier<string>({ randomState: 0 }).fit(XTrain, yTrain)
    expect(model.tree.right.length).toBe(nodes)
    expect(maxDifference(model.featureImportances, importances)).toBeLessThan(1e-14)
    expect(digits(model.predict(XTest))).toBe(predicted)
    expect(model.score(XTest, yTest)).toBe(accuracy)
  })

  it('grows the random forest that scikit-learn grows, tree by tree', () => {
    const { nodes, thresholds, importances, oobScore, predicted, accuracy } = golden.forest
    const params = { nEstimators: nodes.length, randomState: 42, oobScore: true }
    const model = new RandomForestClassifier<string>(params).fit(XTrain, yTrain)
    expect(model.trees.map(tree => tree.right.length)).toEqual(nodes)
    const sums = model.trees.map(tree => tree.threshold.reduce((a, b) => a + b, 0))
    expect(relativeDifference(sums, thresholds)).toBeLessThan(1e-12)
    expect(maxDifference(model.featureImportances, importances)).toBeLessThan(1e-14)
    expect(model.oobScore).toBe(oobScore)
    expect(digits(model.predict(XTest))).toBe(predicted)
    expect(model.score(XTest, yTest)).toBe(accuracy)
  })

  it('trains the support vector machines that scikit-learn trains, step by step', () => {
    const { nIter, nSupport, intercept, predicted, accuracy } = golden.svc
    const scaler = new StandardScaler().fit(XTrain)
    const model = new SVC<string>({ C: 10 }).fit(scaler.transform(XTrain), yTrain)
    expect([...model.nIter]).toEqual(nIter)
    expect([...model.nSupport]).toEqual(nSupport)
    expect(relativeDifference(model.intercept, intercept)).toBeLessThan(1e-9)
    const test = scaler.transform(XTest)
    expect(digits(model.predict(test))).toBe(predicted)
    expect(model.score(test, yTest)).toBe(accuracy)
  })

  it('trains the multilayer perceptron that scikit-learn trains', () => {
    const { lossCurve, predicted, accuracy } = golden.mlp
    const scaler = new StandardScaler().fit(XTrain)
    const model = new MLPClassifier<string>({ randomState: 0, maxIter: 4 }).fit(scaler.transform(XTrain), yTrain)
    expect(relativeDifference(model.lossCurve, lossCurve)).toBeLessThan(1e-9)
    const test = scaler.transform(XTest)
    expect(digits(model.predict(test))).toBe(predicted)
    expect(model.score(test, yTest)).toBe(accuracy)
  })

  it('grows the boosted trees that scikit-learn grows', () => {
    const { nodes, decisions, predicted, accuracy } = golden.boosting
    const model = new HistGradientBoostingClassifier<string>({ maxIter: 3 }).fit(XTrain, yTrain)
    const { roots, right } = model.trees
    expect([...roots].map((root, t) => (roots[t + 1] ?? right.length) - root)).toEqual(nodes)
    const sums = new Float64Array(decisions.length)
    model.decisionFunction(XTest).data.forEach((value, k) => (sums[k % sums.length] += value))
    expect(relativeDifference(sums, decisions)).toBeLessThan(1e-12)
    expect(digits(model.predict(XTest))).toBe(predicted)
    expect(model.score(XTest, yTest)).toBe(accuracy)
  })

  it('finds the coefficients of the linear SVC that scikit-learn finds', () => {
    const { coef, intercept, predicted, accuracy } = golden.linearSvc
    const scaler = new MinMaxScaler().fit(XTrain)
    const model = new LinearSVC<string>({ tol: 1e-8, maxIter: 100_000 }).fit(scaler.transform(XTrain), yTrain)
    expect(relativeDifference(model.coef.data, coef)).toBeLessThan(1e-6)
    expect(relativeDifference(model.intercept, intercept)).toBeLessThan(1e-6)
    const test = scaler.transform(XTest)
    expect(digits(model.predict(test))).toBe(predicted)
    expect(model.score(test, yTest)).toBe(accuracy)
  })

  it('takes the hundred steps of logistic regression that scikit-learn takes', () => {
    const { nIter, coef, intercept, predicted, accuracy } = golden.logistic
    const scaler = new MinMaxScaler().fit(XTrain)
    const model = new LogisticRegression<string>({ C: 100 }).fit(scaler.transform(XTrain), yTrain)
    expect(model.nIter).toBe(nIter)
    expect(relativeDifference(model.coef.data, coef)).toBeLessThan(1e-6)
    expect(relativeDifference(model.intercept, intercept)).toBeLessThan(1e-6)
    const test = scaler.transform(XTest)
    expect(digits(model.predict(test))).toBe(predicted)
    expect(model.score(test, yTest)).toBe(accuracy)
  })
})
