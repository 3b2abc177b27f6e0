import './design/font.css'
import './design/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { watchForUpdates } from './app/update.ts'
import { insertReadableText } from './browser/readable-text.ts'
import { takeSecretFromAddress } from './browser/take-secret.ts'
import { leaveToInputMethod } from './browser/typing/composition-guard.ts'
import { surviveForeignChanges } from './browser/typing/foreign-changes.ts'
import { guardTyping } from './browser/typing/typing-guard.ts'
import { beginReplay } from './features/replay/source/begin-replay.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root')

surviveForeignChanges()
takeSecretFromAddress()
guardTyping(window)
leaveToInputMethod(window)
insertReadableText(document)
beginReplay(window.location.pathname)
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
watchForUpdates()
