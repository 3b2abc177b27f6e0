import type { BoardView, Framework } from '@greenroom/board'
import { holdersOf } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { ImageDown } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { download } from '../../../browser/download.ts'
import { Button, Dialog, DialogTrigger, Modal, Select, Switch } from '../../../design/index.ts'
import { isolated, nameIn, type RoomProps } from '../../../live/room-props.ts'
import { paintPicture } from './paint-picture.ts'
import { pictureSize, planPicture } from './picture-plan.ts'

type Parts = Pick<RoomProps, 'session' | 'round'> & {
  readonly board: { readonly view: BoardView; readonly framework: Framework } | null
}

/** A picture of the round to keep or to show: made in this browser, with names only if wanted. */
export function PictureDialog(props: Parts) {
  return (
    <DialogTrigger>
      <Button size="sm">
        <ImageDown aria-hidden="true" />
        {t`Save as picture`}
      </Button>
      <Modal width="lg">
        <Dialog
          title={t`Save as picture`}
          lead={t`It is made on this device and not sent anywhere. It contains no scores or notes.`}
        >
          <Picture {...props} />
        </Dialog>
      </Modal>
    </DialogTrigger>
  )
}

function Picture({ session, round, board }: Parts) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [named, setNamed] = useState(false)
  const points = Object.values(session.participants).flatMap(({ id }) =>
    (round.feedbackPoints[id] ?? []).map((point) => ({
      id: `${id} ${point.point}`,
      label: `${nameIn(session, id)}: ${isolated(point.gap || (point.evidence?.label ?? t`point ${point.point}`))}`,
      point,
    })),
  )
  const [chosen, setChosen] = useState(points[0]?.id ?? 'none')
  const people = [...holdersOf(round, 'candidate'), ...holdersOf(round, 'interviewer'), ...holdersOf(round, 'mentor')]
  const names = named ? people.map((one) => nameIn(session, one)).join(' · ') : null
  const point = points.find(({ id }) => id === chosen)?.point ?? null
  useEffect(() => {
    if (canvas.current) paintPicture(canvas.current, planPicture({ round, board, point, names }))
  }, [round, board, point, names])
  const save = (): void =>
    canvas.current?.toBlob((picture) => {
      if (picture) download('greenroom.png', 'image/png', picture)
    }, 'image/png')
  return (
    <div className="flex flex-col gap-3">
      <canvas
        ref={canvas}
        role="img"
        aria-label={t`The picture: the tree of the board, the phases and one feedback point`}
        width={pictureSize.width}
        height={pictureSize.height}
        className="w-full rounded-md border border-line"
      />
      <div className="flex flex-wrap items-end justify-between gap-3">
        {points.length > 0 && (
          <Select
            label={t`Feedback point`}
            className="w-72"
            selectedKey={chosen}
            onSelectionChange={(key) => setChosen(String(key))}
            choices={[...points.map(({ id, label }) => ({ id, label })), { id: 'none', label: t`None` }]}
          />
        )}
        <Switch isSelected={named} onChange={setNamed}>{t`With names`}</Switch>
        <Button variant="primary" onPress={save}>{t`Download`}</Button>
      </div>
    </div>
  )
}
