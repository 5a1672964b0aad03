export { openFileSource } from './node/file-source'
export type { FileSource } from './node/file-source'
export { readAudio } from './node/read-audio'
