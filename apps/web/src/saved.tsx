import './design/base.css'
import { StrictMode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { createRoot } from 'react-dom/client'
import { MemoryRouter } from 'react-router'
import { SavedView } from './features/recordings/saved-view.tsx'

/** The script of a page that was saved to a file (`build/saved-page.ts`). */
const root = document.getElementById('root')
const recording = document.getElementById('recording')?.textContent
if (!root || recording == null) throw new Error('the page has lost its recording')

/** Anything unreadable is not a recording, which is then shown. */
function bytesIn(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0))
  } catch {
    return new Uint8Array(0)
  }
}

createRoot(root).render(
  <StrictMode>
    <I18nProvider locale="en-GB">
      <MemoryRouter>
        <SavedView bytes={bytesIn(recording)} />
      </MemoryRouter>
    </I18nProvider>
  </StrictMode>,
)
