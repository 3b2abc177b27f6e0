/// <reference lib="webworker" />
import { createSeekWorker, type SeekRequest } from '@greenroom/replay'

// A timer would wait for four milliseconds in which this could continue.
const turns = new MessageChannel()
const tasks: (() => void)[] = []
turns.port1.onmessage = () => tasks.shift()?.()
const later = (task: () => void): void => {
  tasks.push(task)
  turns.port2.postMessage(null)
}

const answer = createSeekWorker((message) => self.postMessage(message), { later, now: () => performance.now() })
self.addEventListener('message', (message: MessageEvent<SeekRequest>) => answer(message.data))
