import { runsOfSession } from '../recordings/run-sources.ts'
import { ReplayPage } from '../replay/replay-page.tsx'
import { TakeHome } from './take-home.tsx'

/** `/s/<session>/replay`, with the button to take the session home. */
export function ReplayToTakeHome() {
  return (
    <ReplayPage
      takeHome={(moment) => <TakeHome {...moment} prints="page" onPrint={() => window.print()} />}
      sourcesOf={runsOfSession}
    />
  )
}
