import { LinearDiscriminantAnalysis, LogisticRegression, Pipeline, StandardScaler, fromJSON } from '@genre/classical'

/**
 * Linear discriminant analysis on scaled columns, the covariance shrunk by Ledoit and Wolf. Its columns are far from normal and its
 * probabilities far too sure, so scores are divided by `cooling` before they become probabilities: the named genre stays. Kept as a
 * logistic regression, which is the same function of the columns without the covariance.
 */
export class CooledDiscriminant {
  #cooling
  /** @type {any[]} */
  #steps = []

  /** @param {number} cooling */
  constructor(cooling) {
    this.#cooling = cooling
  }

  /**
   * @param {any} X
   * @param {readonly string[]} y
   */
  fit(X, y) {
    const scale = new StandardScaler()
    const rows = scale.fit(X).transform(X)
    const { classes, coef, intercept } = new LinearDiscriminantAnalysis({ solver: 'lsqr', shrinkage: 'auto' }).fit(
      rows,
      [...y],
    )
    // A model of the right form, whose numbers are then replaced.
    const form = classes.map((_, k) => [k])
    const json = JSON.parse(JSON.stringify(new LogisticRegression({ maxIter: 1 }).fit(form, classes)))
    json.state.nFeaturesIn = coef.shape[1]
    json.state.coef = this.#cooled(coef.data, coef.shape)
    json.state.intercept = this.#cooled(intercept, [intercept.length])
    this.#steps = [scale, fromJSON(json)]
    return this
  }

  get classes() {
    return this.#steps[1].classes
  }

  /** @param {any} X */
  predictProba(X) {
    return this.#steps[1].predictProba(this.#steps[0].transform(X))
  }

  /** The same as a pipeline. @param {{ precision?: 'exact' | 'float32' }} [options] */
  toJSON(options) {
    const names = ['scale', 'model']
    const bare = new Pipeline(names.map((name, i) => [name, this.#steps[i].clone()])).toJSON()
    return { ...bare, state: { steps: this.#steps.map(step => step.toJSON(options)) } }
  }

  /**
   * @param {Float64Array} scores
   * @param {readonly number[]} shape
   */
  #cooled(scores, shape) {
    const { buffer } = Float64Array.from(scores, score => score / this.#cooling)
    return { dtype: 'float64', shape: [...shape], data: Buffer.from(buffer).toString('base64') }
  }
}
