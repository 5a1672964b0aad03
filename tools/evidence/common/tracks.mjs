// What a run's JSON says of tracks, summed up: several seeds as one vote, intervals, confusions, F1 by genre.
import { confusionMatrix, f1Score, wilsonInterval } from '@genre/classical'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { readJson } from './json-file.mjs'
import { percent } from './numbers.mjs'

/**
 * @typedef {object} TrackScores
 * @property {number} accuracy
 * @property {readonly string[]} classes
 * @property {readonly string[]} tracks
 * @property {readonly number[]} labels
 * @property {readonly (readonly number[])[]} probabilities
 */

/**
 * All runs of a folder, in the order of their names.
 *
 * @param {string} out
 * @returns {any[]}
 */
export function readRuns(out) {
  return readdirSync(path.join(out, 'runs'))
    .filter(name => name.endsWith('.json'))
    .sort()
    .map(name => readJson(path.join(out, 'runs', name)))
}

/**
 * The mean of several runs' probabilities for the same tracks.
 *
 * @param {readonly TrackScores[]} runs
 * @returns {TrackScores}
 */
export function averaged(runs) {
  const [first] = runs
  if (runs.some(run => run.tracks.join() !== first.tracks.join())) throw new Error('the runs tell of different tracks')
  const probabilities = first.tracks.map((_, i) =>
    first.classes.map((_, c) => runs.reduce((sum, run) => sum + run.probabilities[i][c], 0) / runs.length),
  )
  const right = predictions(probabilities).filter((said, i) => said === first.labels[i]).length
  return { ...first, probabilities, accuracy: right / first.tracks.length }
}

/** @param {readonly (readonly number[])[]} probabilities */
function predictions(probabilities) {
  return probabilities.map(row => row.indexOf(Math.max(...row)))
}

/**
 * `61.0 (55.3-66.5)`: a share and its 95 % interval (Wilson), in percent.
 *
 * @param {{ accuracy: number, tracks: readonly string[] }} scores
 */
export function withInterval({ accuracy, tracks }) {
  const [low, high] = intervalOf({ accuracy, tracks })
  return `${percent(accuracy)} (${percent(low)}-${percent(high)})`
}

/**
 * @param {{ accuracy: number, tracks: readonly string[] }} scores
 * @returns {[number, number]}
 */
export function intervalOf({ accuracy, tracks }) {
  const { low, high } = wilsonInterval(Math.round(accuracy * tracks.length), tracks.length)
  return [low, high]
}

/** @param {TrackScores} scores */
export function confusionOf({ labels, probabilities, classes }) {
  const matrix = confusionMatrix(labels, predictions(probabilities), { labels: classes.map((_, i) => i) })
  return classes.map((_, i) => classes.map((_, j) => matrix.get(i, j)))
}

/** @param {TrackScores} scores */
export function f1Of({ labels, probabilities, classes }) {
  const scores = f1Score(labels, predictions(probabilities), { labels: classes.map((_, i) => i), average: null })
  return Array.from(/** @type {ArrayLike<number>} */ (scores))
}
