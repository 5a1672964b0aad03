import { RandomForestClassifier } from '@genre/classical'
import type { FeatureTable } from '@genre/gtzan'

/** How much each descriptor matters to a random forest on all rows: impurity importance, largest first, summing to 1. */
export function forestImportances(table: FeatureTable, randomState: number): { name: string; importance: number }[] {
  const forest = new RandomForestClassifier<string>({ nEstimators: 100, randomState }).fit(table.X, table.labels)
  return table.columns
    .map((name, k) => ({ name, importance: forest.featureImportances[k] }))
    .sort((a, b) => b.importance - a.importance)
}
