import type { RunSources } from '../replay/compare/choose-run.tsx'
import { ReplayPage } from '../replay/replay-page.tsx'
import { TakeHome } from './take-home.tsx'

/** What reads files is loaded with the first of them. */
const sources: RunSources = {
  fromFile: async (file) => (await import('../recordings/file-page.tsx')).openFile(file),
}

/** `/s/<session>/replay`, with the way to take the session home. */
export function ReplayToTakeHome() {
  return (
    <ReplayPage
      takeHome={(moment) => <TakeHome {...moment} prints="page" onPrint={() => window.print()} />}
      sources={sources}
    />
  )
}
