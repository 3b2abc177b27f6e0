import { parentPort } from 'node:worker_threads'
import { createSeekWorker, type SeekRequest } from '@greenroom/replay'

const port = parentPort
if (!port) throw new Error('runs in a worker')
const answer = createSeekWorker((message) => port.postMessage(message))
port.on('message', (message: SeekRequest) => answer(message))
