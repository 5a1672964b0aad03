// Names the last six seconds that the microphone heard, every second.
import { StreamingResampler } from '@genre/dsp'
import { GenreClassifier } from '@genre/models'

const SECONDS = 6
const button = document.querySelector('button')
const output = document.querySelector('output')

button.onclick = async () => {
  button.disabled = true
  const classifier = await GenreClassifier.load()
  const { sampleRate } = classifier.recipe

  const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false }
  const stream = await navigator.mediaDevices.getUserMedia({ audio })
  const context = new AudioContext()
  await context.audioWorklet.addModule(new URL('./capture.js', import.meta.url))
  const capture = new AudioWorkletNode(context, 'capture', { numberOfOutputs: 0 })
  context.createMediaStreamSource(stream).connect(capture)

  // The last seconds at the rate that the model knows.
  const heard = new Float32Array(SECONDS * sampleRate)
  let count = 0
  const resampler = new StreamingResampler({ from: context.sampleRate, to: sampleRate })
  capture.port.onmessage = ({ data }) => {
    const samples = resampler.push(data)
    heard.copyWithin(0, samples.length)
    heard.set(samples, heard.length - samples.length)
    count += samples.length
  }

  setInterval(() => {
    const samples = heard.subarray(Math.max(0, heard.length - count))
    try {
      const { genre, probabilities } = classifier.classify({ samples, sampleRate })
      output.textContent = `${genre}, ${Math.round(100 * probabilities[genre])} %`
    } catch (error) {
      output.textContent = error.message // still too short, or silent
    }
  }, 1000)
}
