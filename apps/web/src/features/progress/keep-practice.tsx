import { practiceToKeep, seatIn } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useEffect } from 'react'
import { showToast } from '../../design/index.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { withRecord } from './progress.ts'
import { progressStore } from './progress-store.ts'
import { recordOf } from './record-of.ts'

let said = false

/** Stores, in this browser, every scored round of the session that this person played as candidate. Draws nothing. */
export function KeepPractice({ session, me }: Pick<RoomProps, 'session' | 'me'>): null {
  useEffect(() => {
    for (const round of session.rounds) {
      if (seatIn(round, me) !== 'candidate') continue
      const practice = practiceToKeep(session, round)
      const record = practice === null ? null : recordOf(session, practice)
      if (record === null) continue
      if (progressStore.change((progress) => withRecord(progress, record)) === 'not-kept' && !said) {
        said = true
        showToast({
          tone: 'danger',
          title: t`This browser couldn’t keep your progress`,
          words: t`Its storage is full or blocked. The session itself stays on the server.`,
        })
      }
    }
  }, [session, me])
  return null
}
