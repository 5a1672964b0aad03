export { accuracyChart } from './charts/accuracy-chart'
export type { AccuracyChartOptions, AccuracyResult } from './charts/accuracy-chart'
export { accuracyHeatMap } from './charts/accuracy-heat-map'
export type { AccuracyHeatMapOptions } from './charts/accuracy-heat-map'
export { calibrationChart } from './charts/calibration-chart'
export type { CalibrationBin, CalibrationChartOptions } from './charts/calibration-chart'
export { confusionMatrixChart } from './charts/confusion-matrix-chart'
export type { ConfusionMatrixChartOptions } from './charts/confusion-matrix-chart'
export { correlationChart } from './charts/correlation-chart'
export type { CorrelationChartOptions } from './charts/correlation-chart'
export { decisionBoundaryChart } from './charts/decision-boundary-chart'
export type { DecisionBoundaryChartOptions } from './charts/decision-boundary-chart'
export { f1Chart } from './charts/f1-chart'
export type { F1ChartOptions, F1Series } from './charts/f1-chart'
export { importanceChart } from './charts/importance-chart'
export type { ImportanceChartOptions } from './charts/importance-chart'
export { noiseSpectrumChart } from './charts/noise-spectrum-chart'
export type { NoiseSpectrumChartOptions, SpectrumSeries } from './charts/noise-spectrum-chart'
export { scatterChart } from './charts/scatter-chart'
export type { ScatterChartOptions } from './charts/scatter-chart'
export type { ChartOptions, ChartTheme, Json, JsonObject, VegaLiteSpec } from './charts/spec'
export { spectrogramChart } from './charts/spectrogram-chart'
export type { SpectrogramChartOptions } from './charts/spectrogram-chart'
export { CATEGORY_COLORS } from './charts/theme'
export { trainingCurvesChart } from './charts/training-curves-chart'
export type { TrainingCurvesChartOptions, TrainingPoint } from './charts/training-curves-chart'
export { trialsChart } from './charts/trials-chart'
export type { Trial, TrialsChartOptions } from './charts/trials-chart'
export { COLOR_MAPS, colorAt, colorTable } from './image/color-maps'
export type { ColorMap } from './image/color-maps'
export { FREQUENCY_AXES, frequencyScale } from './image/frequency-scale'
export type { FrequencyAxis, FrequencyScale, FrequencyScaleOptions } from './image/frequency-scale'
export { melPictureLevels } from './image/mel-picture-levels'
export type { PixelImage } from './image/mel-picture-levels'
export { spectrogramImage } from './image/spectrogram-image'
export type { RgbaImage, SpectrogramImageOptions } from './image/spectrogram-image'
export { htmlReport } from './report/html-report'
export type {
  HtmlReportOptions,
  ReportBlock,
  ReportCell,
  ReportChart,
  ReportCode,
  ReportFacts,
  ReportNote,
  ReportPicture,
  ReportSection,
  ReportTable,
  ReportText,
} from './report/html-report'
