export type { Cutting } from './chunk-spans'
export { chunkSpans } from './chunk-spans'
export type { ChunkAnswer, Classification, RowsAnswer } from './classification'
export type { ClassifyOptions } from './classify-options'
export type { Explanation, Pull } from './explain'
export type { ReadOptions } from './genre-reader'
export { GenreReader } from './genre-reader'
export { GenreStream } from './genre-stream'
export { GenreClassifier } from './genre-classifier'
export type { ModelCard, ProtocolScore } from './model-card'
export type { ProbabilisticClassifier } from './model-file'
export type { Recipe } from './recipe'
export { featureSets } from './recipe'
export { shippedModels } from './shipped'
export type { Comparison, Leak } from './experiment/compare-models'
export { compareModels } from './experiment/compare-models'
export type { Evaluation, Learner, WorkOptions } from './experiment/evaluate'
export { evaluate } from './experiment/evaluate'
export type { LabelledSegments } from './experiment/labelled-segments'
export type { Fold, FoldOptions, Protocol, ProtocolName } from './experiment/protocol'
export { rowProtocol, trackProtocol } from './experiment/protocol'
export type { Candidate } from './experiment/quick-suite'
export { quickSuite } from './experiment/quick-suite'
export { recallByGenre } from './experiment/recall-by-genre'
export type { ExperimentData, ExperimentProtocol, ExperimentSplit } from './experiment/experiment-data'
export type {
  CellResult,
  ExperimentLeak,
  ExperimentResults,
  FailedCell,
  ProtocolFacts,
  Share,
} from './experiment/experiment-results'
export type { ExperimentRecord, TestRecord, TrialRecord } from './experiment/experiment-task'
export type { ExperimentOptions, ExperimentPool, TrialLog } from './experiment/run-experiment'
export { runExperiment } from './experiment/run-experiment'
export type {
  GridSize,
  ModelChoice,
  Published,
  Selection,
  Suite,
  SuiteOptions,
  TransformChoice,
  TrialParams,
} from './experiment/suite'
export { a3Suite } from './experiment/suites/a3-suite'
export { b4Suite } from './experiment/suites/b4-suite'
export { bestSuite } from './experiment/suites/best-suite'
export { cSuite } from './experiment/suites/c-suite'
export type { SuiteName } from './experiment/suites/suite-named'
export { SUITES, suiteNamed } from './experiment/suites/suite-named'
export type { TrackColumns } from './experiment/track-statistics'
export { trackStatistics } from './experiment/track-statistics'
export type { WindowRecipe } from './nets/window-recipe'
export { netsOfAudio, windowRecipe } from './nets/window-recipe'
