// node name.js net song.mp3
import { readAudio } from '@genre/gtzan/node'
import { NetClassifier } from '@genre/models/nets'
import { selectBackend } from '@genre/nets'
import { directoryStore } from '@genre/nets/node'

const [folder, file] = process.argv.slice(2)
await selectBackend()
const classifier = await NetClassifier.load(directoryStore(folder))
const { genre, probabilities } = await classifier.classify(await readAudio(file))
console.log(`${file}: ${genre}, ${Math.round(100 * probabilities[genre])} %`)
