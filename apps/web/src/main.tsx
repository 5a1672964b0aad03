import { render } from 'preact'
import './styles/index.css'
import { App } from './state/app'
import { AppView } from './view/app-view'
import { WorkerClient } from './worker/client'

const worker = new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module', name: 'genre' })
const app = new App(new WorkerClient(worker))
render(<AppView app={app} />, document.getElementById('app')!)

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // Only once the page works: the copy for offline use must not compete with it.
  void app.ready.then(() => navigator.serviceWorker.register('./sw.js')).catch(() => {})
}
