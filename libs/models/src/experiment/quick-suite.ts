import {
  KNeighborsClassifier,
  LogisticRegression,
  MinMaxScaler,
  Pipeline,
  RandomForestClassifier,
  SVC,
  StandardScaler,
} from '@genre/classical'
import type { ProbabilisticClassifier } from '../model-file'
import type { Learner } from './evaluate'

/** A model that an experiment tries. */
export interface Candidate {
  /** For tables and charts. */
  readonly name: string
  /** Its parameters in words. */
  readonly description: string
  /** A new, unfitted model. */
  create(): Learner & ProbabilisticClassifier
}

/**
 * Four classical models with fixed, unsurprising parameters: enough to see what a table is worth and how much the row
 * protocol flatters it. Nothing is tuned, so nothing needs a validation set.
 *
 * @param randomState - seed of the forest and of the support vector machine's probability estimates
 */
export function quickSuite(randomState = 42): Candidate[] {
  return [
    {
      name: 'k nearest neighbours',
      description: 'k = 5, weighted by distance; columns scaled to 0..1',
      create: () =>
        new Pipeline<string>([
          ['scale', new MinMaxScaler()],
          ['model', new KNeighborsClassifier<string>({ nNeighbors: 5, weights: 'distance' })],
        ]),
    },
    {
      name: 'random forest',
      description: '200 trees',
      create: () => new RandomForestClassifier<string>({ nEstimators: 200, randomState }),
    },
    {
      name: 'logistic regression',
      description: 'C = 1; columns standardized',
      create: () =>
        new Pipeline<string>([
          ['scale', new StandardScaler()],
          ['model', new LogisticRegression<string>({ C: 1, maxIter: 1000 })],
        ]),
    },
    {
      name: 'support vector machine',
      description: 'radial basis function, C = 10; columns standardized',
      create: () =>
        new Pipeline<string>([
          ['scale', new StandardScaler()],
          ['model', new SVC<string>({ C: 10, probability: true, randomState })],
        ]),
    },
  ]
}
