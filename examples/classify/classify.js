// node classify.js song.mp3 another.flac
import { readAudio } from '@genre/gtzan/node'
import { GenreClassifier } from '@genre/models'

const classifier = await GenreClassifier.load()
for (const file of process.argv.slice(2)) {
  const { genre, probabilities, chunks } = classifier.classify(await readAudio(file))
  const [{ start, end }] = [...chunks].sort((a, b) => b.influence - a.influence)
  console.log(
    `${file}: ${genre}, ${Math.round(100 * probabilities[genre])} %, most of all from ${start} to ${Math.round(end)} s`,
  )
}
