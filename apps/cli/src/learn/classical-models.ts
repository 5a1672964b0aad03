import {
  DecisionTreeClassifier,
  DummyClassifier,
  GaussianNB,
  HistGradientBoostingClassifier,
  KNeighborsClassifier,
  LinearDiscriminantAnalysis,
  LogisticRegression,
  MLPClassifier,
  MinMaxScaler,
  Pipeline,
  QuadraticDiscriminantAnalysis,
  RandomForestClassifier,
  SVC,
  StandardScaler,
} from '@genre/classical'
import type { Trainable } from './trainable'

type Params = Record<string, unknown>

/** Columns are scaled first, so parameters go to the model within the pipeline. */
function scaled(scaler: () => StandardScaler | MinMaxScaler, model: (params: Params) => unknown) {
  return (params: Params) =>
    new Pipeline<string>([
      ['scale', scaler()],
      ['model', model(params) as KNeighborsClassifier<string>],
    ])
}

const standard = () => new StandardScaler()
const unit = () => new MinMaxScaler()

/** The models of `@genre/classical` that give probabilities, by name, with parameters that surprise nobody. */
export const classicalModels: readonly Trainable[] = [
  {
    name: 'knn',
    description: 'k nearest neighbours (5, by distance), columns from 0 to 1',
    create: scaled(unit, params => new KNeighborsClassifier({ nNeighbors: 5, weights: 'distance', ...params })),
  },
  {
    name: 'tree',
    description: 'decision tree',
    create: (params, randomState) => new DecisionTreeClassifier<string>({ randomState, ...params }),
  },
  {
    name: 'forest',
    description: 'random forest of 200 trees',
    create: (params, randomState) => new RandomForestClassifier<string>({ nEstimators: 200, randomState, ...params }),
  },
  {
    name: 'boosting',
    description: 'gradient boosting on histograms, 100 rounds',
    create: (params, randomState) => new HistGradientBoostingClassifier<string>({ randomState, ...params }),
  },
  {
    name: 'logistic',
    description: 'logistic regression (C = 1), columns standardized',
    create: scaled(standard, params => new LogisticRegression({ C: 1, maxIter: 1000, ...params })),
  },
  {
    name: 'svm',
    description: 'support vector machine (RBF, C = 10), columns standardized',
    create: (params, randomState) =>
      scaled(standard, given => new SVC({ C: 10, probability: true, randomState, ...given }))(params),
  },
  {
    name: 'mlp',
    description: 'multilayer perceptron (100 units), columns standardized',
    create: (params, randomState) => scaled(standard, given => new MLPClassifier({ randomState, ...given }))(params),
  },
  {
    name: 'lda',
    description: 'linear discriminant analysis',
    create: scaled(standard, params => new LinearDiscriminantAnalysis(params)),
  },
  {
    name: 'qda',
    description: 'quadratic discriminant analysis (regularised by 0.1)',
    create: scaled(standard, params => new QuadraticDiscriminantAnalysis({ regParam: 0.1, ...params })),
  },
  {
    name: 'bayes',
    description: 'Gaussian naive Bayes',
    create: scaled(standard, params => new GaussianNB(params)),
  },
  {
    name: 'dummy',
    description: 'the most frequent genre, whatever it hears: what any model must beat',
    create: (params, randomState) => new DummyClassifier<string>({ randomState, ...params }) as never,
  },
]
