/// <reference lib="webworker" />
import { createSeekServer, type SeekRequest } from '@greenroom/replay'

const answer = createSeekServer((message) => self.postMessage(message))
self.addEventListener('message', (message: MessageEvent<SeekRequest>) => answer(message.data))
