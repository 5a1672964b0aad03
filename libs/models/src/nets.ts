export type { AudioWindow, AudioWindowOptions } from './nets/audio-windows'
export { audioWindows } from './nets/audio-windows'
export type { NetClassifierOptions, NetClassifyOptions } from './nets/net-classifier'
export { NetClassifier } from './nets/net-classifier'
