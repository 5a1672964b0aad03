// Runs beside the sound card: hands on the samples of the first channel.
registerProcessor(
  'capture',
  class extends AudioWorkletProcessor {
    process([[samples]]) {
      if (samples) this.port.postMessage(samples.slice())
      return true
    }
  },
)
