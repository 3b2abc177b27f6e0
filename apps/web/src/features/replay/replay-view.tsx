import { createTimeline } from '@greenroom/replay'
import { participantIdSchema } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../design/index.ts'
import { CompareView } from './compare/compare-view.tsx'
import { type Compared, Playback, type ReplayProps } from './player/playback.tsx'

/** A recorded session, played by the same board that the live room draws; or one of its rounds beside another run. */
export function ReplayView(props: ReplayProps) {
  const { recording, audience } = props
  const [compared, setCompared] = useState<Compared | null>(null)
  const [back, setBack] = useState<number | null>(null)
  if (compared === null)
    return <Playback {...props} {...(back === null ? {} : { seconds: back, card: null })} onCompare={setCompared} />
  const [left, right] = compared.runs
  return (
    <CompareView
      left={left}
      right={right}
      me={audience.kind === 'session' ? participantIdSchema.parse(audience.participant) : null}
      start={{ side: left.recording === recording && left.round === compared.own ? 'left' : 'right', at: compared.at }}
      heading={
        <>
          <Button
            variant="quiet"
            size="sm"
            onPress={() => {
              setBack((compared.at - createTimeline(recording).start) / 1000)
              setCompared(null)
            }}
          >
            <ArrowLeft aria-hidden="true" />
            {t`Replay`}
          </Button>
          <Heading />
        </>
      }
    />
  )
}

/** Takes the focus: what was pressed to come here is gone, with the dialog it stood in. */
function Heading() {
  const heading = useRef<HTMLHeadingElement>(null)
  // Once the dialog is gone: the page under it cannot be focused.
  useEffect(() => heading.current?.focus(), [])
  return (
    <h1 ref={heading} tabIndex={-1} className="text-sm font-semibold text-ink outline-none">
      {t`Two runs compared`}
    </h1>
  )
}
