// node train.js music [net] [epochs]
// Trains a small convolutional net on mel spectrograms of 3 s, from a folder with a folder for each genre. Stopped or killed, the
// same line goes on where it was.
import { openDataset, readAudio } from '@genre/gtzan/node'
import { trackSplit } from '@genre/gtzan'
import { windowRecipe } from '@genre/models'
import { audioWindows } from '@genre/models/nets'
import { evaluateNet, saveModel, selectBackend, small, train } from '@genre/nets'
import { directoryStore } from '@genre/nets/node'

const [folder = 'music', target = 'net', epochs = '20'] = process.argv.slice(2)
const { name } = await selectBackend()
const input = [128, 130, 1]
const recipe = windowRecipe('small')

const pictures = []
const labels = []
const tracks = []
for (const file of (await openDataset(folder)).files) {
  for (const { picture } of audioWindows(await readAudio(file.path), recipe, { input })) {
    pictures.push(picture)
    labels.push(file.label)
    tracks.push(file.track)
  }
}
const classes = [...new Set(labels)].sort()
console.log(`${pictures.length} windows of ${new Set(tracks).size} songs, ${classes.length} genres, on ${name}`)

/** Some of the windows as the net takes them. */
const part = rows => {
  const data = new Float32Array(rows.length * pictures[0].length)
  rows.forEach((row, i) => data.set(pictures[row], i * pictures[0].length))
  return {
    inputs: [{ data, shape: [rows.length, ...input] }],
    labels: Array.from(rows, row => classes.indexOf(labels[row])),
  }
}
// Windows of one song stay on one side; otherwise the score below would flatter.
const split = trackSplit({ labels, tracks }, { testSize: 0.3, randomState: 42 })

const net = small({ classes: classes.length, widths: [8, 16, 32], randomState: 42 })
const store = directoryStore(target)
const card = { classes, recipe: { ...recipe, input }, protocol: 'track', seed: 42 }
await train(net, part(split.train), {
  epochs: Number(epochs),
  optimizer: { name: 'adam', learningRate: 0.002 },
  randomState: 42,
  checkpoint: { store, card },
  onEpoch: ({ epoch, loss }) => console.log(`epoch ${epoch}: loss ${loss.toFixed(3)}`),
})
await saveModel(store, net, card)
const { accuracy } = await evaluateNet(net, part(split.test))
console.log(`${Math.round(100 * accuracy)} % of windows of songs it never heard (by track); the net is in ${target}`)
