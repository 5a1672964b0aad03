export { accuracyChart } from './charts/accuracy-chart'
export type { AccuracyChartOptions, AccuracyResult } from './charts/accuracy-chart'
export { accuracyHeatMap } from './charts/accuracy-heat-map'
export type { AccuracyHeatMapOptions } from './charts/accuracy-heat-map'
export { confusionMatrixChart } from './charts/confusion-matrix-chart'
export type { ConfusionMatrixChartOptions } from './charts/confusion-matrix-chart'
export { f1Chart } from './charts/f1-chart'
export type { F1ChartOptions, F1Series } from './charts/f1-chart'
export { importanceChart } from './charts/importance-chart'
export type { ImportanceChartOptions } from './charts/importance-chart'
export type { ChartOptions, ChartTheme, Json, JsonObject, VegaLiteSpec } from './charts/spec'
export { CATEGORY_COLORS } from './charts/theme'
export { COLOR_MAPS, colorAt, colorTable } from './image/color-maps'
export type { ColorMap } from './image/color-maps'
export { FREQUENCY_AXES, frequencyScale } from './image/frequency-scale'
export type { FrequencyAxis, FrequencyScale, FrequencyScaleOptions } from './image/frequency-scale'
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
