import { t } from '@lingui/core/macro'
import { ChevronDown } from 'lucide-react'
import { useDeferredValue, useId, useMemo, useState } from 'react'
import { Button, Dialog, DialogTrigger } from 'react-aria-components'
import { cx, inputClass, type PickGroup, PickList, Popover } from '../../../design/index.ts'
import { zoneName, zoneOffset, zoneWords } from './time-zones.ts'

/** Chooses a time zone by a place that keeps it: type, arrow, Enter; or press. */
export function ZonePicker({
  zones,
  chosen,
  at,
  onChoose,
}: {
  /** The reader's own first. */
  readonly zones: readonly string[]
  readonly chosen: string
  /** The moment whose offsets are shown: a zone may have others in summer. */
  readonly at: Date | null
  readonly onChoose: (zone: string) => void
}) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <div className="flex w-60 min-w-0 flex-col gap-1.5">
      <span id={`${id}-label`} className="text-sm font-medium text-ink">
        {t`In the time zone`}
      </span>
      <DialogTrigger isOpen={open} onOpenChange={setOpen}>
        <Button
          id={`${id}-button`}
          aria-labelledby={`${id}-label ${id}-button`}
          className={cx(inputClass, 'flex h-9 items-center justify-between gap-2 pl-3 pr-2.5 text-left text-sm')}
        >
          <span className="truncate">{zoneName(chosen)}</span>
          <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
        </Button>
        <Popover placement="bottom start" className="w-80 max-w-[calc(100vw-1rem)]">
          <Dialog aria-label={t`In the time zone`} className="flex max-h-[inherit] flex-col outline-none">
            <ZoneList
              zones={zones}
              chosen={chosen}
              at={at}
              onChoose={(zone) => {
                setOpen(false)
                onChoose(zone)
              }}
            />
          </Dialog>
        </Popover>
      </DialogTrigger>
    </div>
  )
}

function ZoneList({ zones, chosen, at, onChoose }: Parameters<typeof ZonePicker>[0]) {
  // The offsets of all of them take longer than a press may take to be answered: the reader's own is there at once.
  const listed = useDeferredValue(zones, zones.slice(0, 1))
  const groups = useMemo(() => groupsOf(listed, chosen, at ?? new Date()), [listed, chosen, at])
  return (
    <PickList
      title={t`In the time zone`}
      search={t`City or time zone`}
      empty={t`Nothing found. Try the nearest large city, or an offset such as GMT+2.`}
      className="tabular"
      groups={groups}
      onPick={onChoose}
    />
  )
}

function groupsOf([own, ...others]: readonly string[], chosen: string, at: Date): readonly PickGroup[] {
  const pickOf = (zone: string) => {
    const offset = zoneOffset(zone, at)
    return {
      key: zone,
      text: zoneName(zone),
      note: offset,
      words: `${zoneWords(zone)} ${offset}`,
      ...(zone === chosen && { chosen: t`chosen` }),
    }
  }
  const regions = Map.groupBy(others, (zone) => zone.split('/')[0] ?? '')
  return [
    { key: 'own', title: t`Yours`, picks: own === undefined ? [] : [pickOf(own)] },
    ...[...regions].map(([region, inside]) => ({
      key: region,
      title: regionName(region),
      picks: inside.map(pickOf).sort((one, other) => one.text.localeCompare(other.text)),
    })),
  ]
}

/** The first part of a zone's id, as people say it. */
function regionName(region: string): string {
  const names: Readonly<Record<string, string>> = {
    Africa: t`Africa`,
    America: t`America`,
    Antarctica: t`Antarctica`,
    Arctic: t`Arctic`,
    Asia: t`Asia`,
    Atlantic: t`Atlantic Ocean`,
    Australia: t`Australia`,
    Europe: t`Europe`,
    Indian: t`Indian Ocean`,
    Pacific: t`Pacific Ocean`,
    UTC: t`Universal time`,
  }
  return names[region] ?? region
}
