import { cutOf } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useState } from 'react'
import { Callout, EmptyState, TabPanel, Tabs } from '../../design/index.ts'
import type { OpenBoard } from '../../live/room-context.ts'
import { useRoomDraft } from '../../live/room-draft.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { BriefPanel } from './brief-panel.tsx'
import { DeskBoard } from './desk-board.tsx'
import { DeskFacts } from './desk-facts.tsx'
import { GuidePanel } from './guide-panel.tsx'
import { MentorBar } from './mentor-bar.tsx'
import { NotesPanel } from './notes-panel.tsx'
import { useGuide } from './use-guide.ts'
import { WhisperLine } from './whisper-line.tsx'

/** The desk: what only interviewer and mentor are sent. */
export function DeskPanel({ board, ...props }: RoomProps & { readonly board: OpenBoard | null }) {
  const { round, me } = props
  const guide = useGuide(round)
  // Before the start one reads the brief, from then on the guide; a manual choice lasts until the round moves on.
  const during = `${round.id} ${round.status}`
  const [chosen, setChosen] = useState<{ readonly tab: string; readonly during: string } | null>(null)
  // Somebody in the middle of a note is not taken away from it when another person starts the round.
  const inNote = useRoomDraft(props, 'note').words !== '' && chosen?.tab === 'notes'
  const tab = inNote || chosen?.during === during ? chosen.tab : round.status === 'lobby' ? 'brief' : 'guide'
  const notes = round.notes.filter((note) => note.by === me).length
  return (
    <div className="flex h-full flex-col">
      <MentorBar {...props} />
      <Tabs
        label={t`Interviewer’s panel`}
        stretch
        selectedKey={tab}
        onSelectionChange={(key) => setChosen({ tab: String(key), during })}
        className="min-h-0 grow"
        tabs={[
          { id: 'brief', label: t`Brief` },
          { id: 'guide', label: t`Guide` },
          { id: 'facts', label: t`Facts`, count: round.facts.length },
          { id: 'board', label: t`Board` },
          { id: 'notes', label: t`Notes`, count: notes },
        ]}
      >
        <TabPanel id="brief" className="p-3">
          {guide === null || guide === 'unreadable' ? (
            <NoGuide guide={guide} />
          ) : (
            <BriefPanel guide={guide} cut={cutOf(props.session, props.round)} category={props.round.case?.category} />
          )}
        </TabPanel>
        <TabPanel id="guide">
          {guide === null || guide === 'unreadable' ? (
            <NoGuide guide={guide} />
          ) : (
            <GuidePanel {...props} guide={guide} />
          )}
        </TabPanel>
        <TabPanel id="facts" className="p-3">
          <DeskFacts {...props} open={board} />
        </TabPanel>
        <TabPanel id="board" className="p-3">
          <DeskBoard {...props} open={board} guide={guide === 'unreadable' ? null : guide} />
        </TabPanel>
        <TabPanel id="notes" className="p-3">
          <NotesPanel {...props} />
        </TabPanel>
      </Tabs>
      <WhisperLine {...props} />
    </div>
  )
}

const NoGuide = ({ guide }: { readonly guide: null | 'unreadable' }) =>
  guide === null ? (
    <EmptyState
      title={t`No case yet`}
    >{t`Choose a case. Its guide then appears here, and the candidate never sees it.`}</EmptyState>
  ) : (
    <Callout
      tone="warn"
      title={t`This guide can’t be shown`}
    >{t`It was written for a different version of Greenroom. You can still see its facts and hints in the replay.`}</Callout>
  )
