import processorUrl from './capture-processor?worker&url'

/** A microphone that is open. */
export interface Microphone {
  /** The device's own rate where the browser tells it, else the one it records at. */
  readonly sampleRate: number
  /** Name of the device, as far as the browser tells. */
  readonly label: string
  /** Blocks of mono samples arrive here; hand it to the worker. */
  readonly port: MessagePort
  close(): Promise<void>
}

/** Why there is no microphone. */
export type MicrophoneProblem = 'refused' | 'none' | 'busy' | 'insecure' | 'failed'

export class MicrophoneError extends Error {
  readonly problem: MicrophoneProblem

  constructor(problem: MicrophoneProblem, cause?: unknown) {
    super(`microphone: ${problem}`, { cause })
    this.name = 'MicrophoneError'
    this.problem = problem
  }
}

const PROBLEMS: Readonly<Record<string, MicrophoneProblem>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy',
}

/** Opens the microphone at its true rate, with everything switched off that a telephone would do to the sound. */
export async function openMicrophone(): Promise<Microphone> {
  if (!navigator.mediaDevices?.getUserMedia) throw new MicrophoneError('insecure')
  let stream: MediaStream
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    })
  } catch (error) {
    throw new MicrophoneError(PROBLEMS[(error as Error).name] ?? 'failed', error)
  }
  const [track] = stream.getAudioTracks()
  const { context, source } = connect(stream, track.getSettings().sampleRate)
  try {
    await context.audioWorklet.addModule(processorUrl)
    const node = new AudioWorkletNode(context, 'capture', { numberOfOutputs: 0 })
    const { port1, port2 } = new MessageChannel()
    node.port.postMessage({ to: port1 }, [port1])
    source.connect(node)
    await context.resume()
    return {
      sampleRate: context.sampleRate,
      label: track.label,
      port: port2,
      close: async () => {
        node.port.postMessage({ stop: true })
        source.disconnect()
        for (const each of stream.getTracks()) each.stop()
        await context.close()
      },
    }
  } catch (error) {
    for (const each of stream.getTracks()) each.stop()
    await context.close()
    throw new MicrophoneError('failed', error)
  }
}

/** A graph at the device's rate; Firefox refuses to connect other rates than its own, and then gets its own. */
function connect(stream: MediaStream, sampleRate: number | undefined) {
  if (sampleRate) {
    const context = new AudioContext({ sampleRate })
    try {
      return { context, source: context.createMediaStreamSource(stream) }
    } catch {
      void context.close()
    }
  }
  const context = new AudioContext()
  return { context, source: context.createMediaStreamSource(stream) }
}
