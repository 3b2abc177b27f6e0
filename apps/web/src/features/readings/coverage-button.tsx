import type { BoardSnapshot } from '@greenroom/room-client'
import { t } from '@lingui/core/macro'
import { ListChecks } from 'lucide-react'
import { DialogTrigger } from 'react-aria-components'
import { IconButton, Popover } from '../../design/index.ts'
import { type OpenBoard, useBoardSnapshot } from '../../live/room-context.ts'
import { CoverageList } from './coverage-list.tsx'

/** Learning mode: what the board leaves open, for a candidate who asks for it. It says nothing until it is opened. */
export function CoverageButton({ open }: { readonly open: OpenBoard }) {
  return (
    <DialogTrigger>
      <IconButton label={t`Check your board`} size="sm">
        <ListChecks aria-hidden="true" />
      </IconButton>
      <Popover placement="bottom end">
        <section aria-label={t`Check your board`} className="max-h-96 w-80 max-w-[80vw] overflow-y-auto p-3">
          <h2 className="text-sm font-semibold text-ink">{t`What the board leaves open`}</h2>
          <p className="mb-3 text-xs text-ink-soft">{t`Questions an interviewer could ask. Nobody counts them.`}</p>
          <Checked open={open} />
        </section>
      </Popover>
    </DialogTrigger>
  )
}

const viewOf = (snapshot: BoardSnapshot) => snapshot.view

/** Computed only while it is open. */
const Checked = ({ open }: { readonly open: OpenBoard }) => {
  const view = useBoardSnapshot(open.board, viewOf)
  return view === null ? null : <CoverageList view={view} framework={open.framework} isLive />
}
