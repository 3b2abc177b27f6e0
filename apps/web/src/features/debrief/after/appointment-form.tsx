import { cutOf, holderOf, type ParticipantId } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { CalendarPlus } from 'lucide-react'
import { useMemo } from 'react'
import { download } from '../../../browser/download.ts'
import { useSite } from '../../../browser/site.ts'
import { Button, showToast } from '../../../design/index.ts'
import { useRoomDraft } from '../../../live/room-draft.ts'
import { nameIn, type RoomProps } from '../../../live/room-props.ts'
import { invitationLink, linkBaseOf } from '../../invitations/invitation-link.ts'
import { invitationSets } from '../../invitations/invitation-sets.ts'
import { useInvitations } from '../../invitations/use-invitations.ts'
import { withAppointment } from '../../progress/progress.ts'
import { progressStore } from '../../progress/progress-store.ts'
import { calendarFile, startIn } from './appointment.ts'
import { timeZones } from './time-zones.ts'
import { ZonePicker } from './zone-picker.tsx'

/** When to meet again: a calendar file with a way to get in. The owner's contains the invitation, if this browser knows it. */
export function AppointmentForm(props: RoomProps & { readonly token: string | null }) {
  const { session, me, token } = props
  return session.owner === me && token !== null ? (
    <OwnersForm {...props} token={token} />
  ) : (
    <Form {...props} invitation={null} />
  )
}

function OwnersForm(props: RoomProps & { readonly token: string }) {
  const { session, token } = props
  const invitations = useInvitations(session.session ?? '', token, null)
  const [first] = invitationSets[session.mode]
  const secret = first === undefined ? null : (invitations.of(first)?.secret ?? null)
  return <Form {...props} invitation={secret} />
}

const field =
  'h-9 rounded-md border border-control bg-raised px-3 text-sm text-ink focus-visible:outline-2 focus-visible:outline-ring'

function Form({ invitation, ...props }: RoomProps & { readonly invitation: string | null }) {
  const { session, round, me } = props
  const site = useSite()
  const zones = useMemo(timeZones, [])
  const day = useRoomDraft(props, 'appointment.day')
  const time = useRoomDraft(props, 'appointment.time')
  const chosen = useRoomDraft(props, 'appointment.zone')
  const [own] = zones
  const zone = zones.find((one) => one === chosen.words) ?? own
  const start = startIn(day.words, time.words, zone)
  const base = linkBaseOf(site, window.location.origin).url.replace(/\/+$/, '')
  const link = invitation === null ? `${base}/s/${session.session}` : invitationLink(base, invitation)
  const partner = [holderOf(round, 'interviewer'), holderOf(round, 'candidate')].find((one) => one !== me) ?? null
  const save = async (): Promise<void> => {
    if (start === null) return
    const file = await calendarFile({
      start,
      minutes: cutOf(session, round) + 15,
      title: titleOf(props, partner),
      link,
      words:
        invitation === null
          ? t`Opens for people who are already in this session, in the browser they joined with.`
          : t`This link lets the reader join the session.`,
    }).catch(() => null)
    if (file === null) return void showToast({ tone: 'danger', title: t`The calendar file could not be made` })
    download('greenroom.ics', 'text/calendar', file)
    const { session: id, cut } = session
    if (id === null) return
    const kept = { session: id, start: start.getTime(), title: titleOf(props, partner), minutes: cut + 15 }
    progressStore.change((progress) => withAppointment(progress, kept))
  }
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-sm font-medium text-ink">{t`Meet again`}</h3>
      <div className="flex flex-wrap items-end gap-2">
        <label className="flex flex-col gap-1.5 text-sm font-medium text-ink">
          {t`Day`}
          <input type="date" className={field} value={day.words} onChange={({ target }) => day.write(target.value)} />
        </label>
        <label className="flex flex-col gap-1.5 text-sm font-medium text-ink">
          {t`Time`}
          <input type="time" className={field} value={time.words} onChange={({ target }) => time.write(target.value)} />
        </label>
        <ZonePicker zones={zones} chosen={zone} at={start} onChoose={chosen.write} />
        <Button isDisabled={start === null} onPress={() => void save()}>
          <CalendarPlus aria-hidden="true" />
          {t`Save to calendar`}
        </Button>
      </div>
      <p role="status" className="min-h-5 text-sm text-ink-faint">
        {start === null
          ? invitation === null
            ? t`The file contains the link to this session.`
            : t`The file contains an invitation: send it only to your partner.`
          : zone === own
            ? ''
            : t`That is ${new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' }).format(start)} for you.`}
      </p>
    </section>
  )
}

function titleOf({ session }: Pick<RoomProps, 'session'>, partner: ParticipantId | null): string {
  return partner === null ? t`Case practice` : t`Case practice with ${nameIn(session, partner)}`
}
