import {
  CalibratedClassifierCV,
  DecisionTreeClassifier,
  ExtraTreesClassifier,
  GaussianNB,
  HistGradientBoostingClassifier,
  KNeighborsClassifier,
  LinearDiscriminantAnalysis,
  LinearSVC,
  LogisticRegression,
  MLPClassifier,
  MinMaxScaler,
  PCA,
  Pipeline,
  QuadraticDiscriminantAnalysis,
  QuantileTransformer,
  RandomForestClassifier,
  SVC,
  StackingClassifier,
  StandardScaler,
  VotingClassifier,
} from '@genre/classical'
import { RandomState } from '@genre/core'

/** Models of every kind, fitted here, as JSON, with the probabilities that they give here to rows they have not seen. */
export default function () {
  const random = new RandomState(7)
  const draw = (/** @type {number} */ rows) =>
    Array.from({ length: rows }, (_, i) => Array.from(random.standardNormal(12), (value, j) => value + ((i + j) % 3)))
  const X = draw(150)
  const y = X.map((_, i) => ['blues', 'jazz', 'rock'][i % 3])
  const unseen = draw(60)
  const seeded = { randomState: 1 }
  /** @type {Record<string, { fit(X: number[][], y: string[]): unknown, predict(X: number[][]): unknown, predictProba(X: number[][]): { data: Float64Array } }>} */
  const models = {
    KNeighborsClassifier: new KNeighborsClassifier({ nNeighbors: 5, weights: 'distance' }),
    LogisticRegression: new LogisticRegression(),
    SVC: new SVC({ C: 10, probability: true, ...seeded }),
    'calibrated LinearSVC': new CalibratedClassifierCV(new LinearSVC(seeded)),
    DecisionTreeClassifier: new DecisionTreeClassifier({ maxDepth: 4, ...seeded }),
    'calibrated LinearSVC with l1': new CalibratedClassifierCV(new LinearSVC({ penalty: 'l1', ...seeded })),
    RandomForestClassifier: new RandomForestClassifier({ nEstimators: 30, ...seeded }),
    ExtraTreesClassifier: new ExtraTreesClassifier({ nEstimators: 20, ccpAlpha: 0.002, ...seeded }),
    HistGradientBoostingClassifier: new HistGradientBoostingClassifier({ maxIter: 15, ...seeded }),
    MLPClassifier: new MLPClassifier({ hiddenLayerSizes: [20], maxIter: 60, ...seeded }),
    GaussianNB: new GaussianNB(),
    LinearDiscriminantAnalysis: new LinearDiscriminantAnalysis({ solver: 'lsqr', shrinkage: 'auto' }),
    QuadraticDiscriminantAnalysis: new QuadraticDiscriminantAnalysis({ regParam: 0.1 }),
    'Pipeline of scaler, PCA and SVC': new Pipeline([
      ['scale', new StandardScaler()],
      ['pca', new PCA({ nComponents: 6 })],
      ['svc', new SVC({ probability: true, ...seeded })],
    ]),
    'Pipeline of ranks and regression': new Pipeline([
      ['rank', new QuantileTransformer({ nQuantiles: 50, outputDistribution: 'normal' })],
      ['regression', new LogisticRegression()],
    ]),
    'VotingClassifier of two': new VotingClassifier(
      [
        ['naive', new GaussianNB()],
        ['tree', new DecisionTreeClassifier({ maxDepth: 3, ...seeded })],
      ],
      { voting: 'soft' },
    ),
    'StackingClassifier of two': new StackingClassifier([
      [
        'neighbours',
        new Pipeline([
          ['scale', new MinMaxScaler()],
          ['knn', new KNeighborsClassifier()],
        ]),
      ],
      ['naive', new GaussianNB()],
    ]),
  }
  return {
    rows: unseen,
    models: Object.entries(models).map(([name, model]) => {
      model.fit(X, y)
      return {
        name,
        json: JSON.stringify(model),
        labels: [.../** @type {string[]} */ (model.predict(unseen))],
        probabilities: [...model.predictProba(unseen).data],
      }
    }),
  }
}
