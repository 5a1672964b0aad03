// Names a song with the forest that train.js wrote. Nothing is sent anywhere.
import { blobSource, loadAudio } from '@genre/gtzan'
import { GenreClassifier } from '@genre/models'

const classifier = GenreClassifier.fromJSON(await (await fetch('./forest.json')).json())
const input = document.querySelector('input')
const output = document.querySelector('output')

input.onchange = async () => {
  const [song] = input.files
  try {
    const { sampleRate } = classifier.recipe
    const audio = await loadAudio(blobSource(song), { file: song.name, sampleRate })
    const { genre, probabilities } = classifier.classify(audio)
    output.textContent = `${genre}, ${Math.round(100 * probabilities[genre])} %`
  } catch (error) {
    output.textContent = error.message
  }
}
