import { type TakeawayKind, textLimits } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { TextArea } from '../../design/index.ts'
import { useRoomDraft } from '../../live/room-draft.ts'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { limitError } from '../../words/limit-words.ts'

const kinds: readonly { readonly kind: TakeawayKind; readonly title: string; readonly placeholder: string }[] = [
  { kind: 'keep', title: t`Keep`, placeholder: t`What worked` },
  { kind: 'stop', title: t`Stop`, placeholder: t`What didn’t help` },
  { kind: 'start', title: t`Start`, placeholder: t`What to try next time` },
]

/** At most three points each: one to keep, one to stop, one to start. */
export function Takeaways({ writes, ...props }: RoomProps & { readonly writes: boolean }) {
  const { session, round, me } = props
  // One's own stand in their field, or among the others once nothing can be written any more.
  const others = Object.values(session.participants).filter((one) => !writes || one.id !== me)
  return (
    <div className="grid gap-3 md:grid-cols-3">
      {kinds.map(({ kind, title, placeholder }) => (
        <section key={kind} className="flex flex-col gap-2 rounded-lg border border-line bg-raised p-3.5">
          {writes ? (
            <TakeawayField {...props} kind={kind} title={title} placeholder={placeholder} />
          ) : (
            <h3 className="text-sm font-medium">{title}</h3>
          )}
          {others.map((one) => {
            const words = round.takeaways[one.id]?.[kind]
            return words ? (
              <p key={one.id} className="text-sm text-ink-soft">
                <span className="font-medium text-ink">{nameIn(session, one.id)}:</span> {words}
              </p>
            ) : null
          })}
          {!writes && others.every((one) => !round.takeaways[one.id]?.[kind]) && (
            <p className="text-sm text-ink-faint">{t`Nothing yet`}</p>
          )}
        </section>
      ))}
    </div>
  )
}

/** Sent by `useSendTakeaways`, which outlives this field. */
const TakeawayField = ({
  kind,
  title,
  placeholder,
  ...props
}: RoomProps & { readonly kind: TakeawayKind; readonly title: string; readonly placeholder: string }) => {
  const { round, me, connected } = props
  const stored = round.takeaways[me]?.[kind] ?? ''
  const draft = useRoomDraft(props, `takeaway.${kind}`, stored)
  const unsaved = draft.unsaved && draft.words.trim() !== stored
  const state = draft.changedElsewhere
    ? t`Not saved: it was changed elsewhere`
    : unsaved
      ? connected
        ? 'Saving'
        : t`Kept on this device until you’re back online`
      : stored === ''
        ? ''
        : 'Saved'
  return (
    <TextArea
      label={title}
      aside={state}
      placeholder={placeholder}
      rows={2}
      value={draft.words}
      onChange={draft.write}
      error={limitError(draft.words, textLimits.takeaway)}
      description={
        draft.changedElsewhere && (
          <Trans>
            Saved elsewhere: “{stored}”.{' '}
            <button type="button" className="rounded-sm underline" onClick={() => draft.write(stored)}>
              Use that version
            </button>
          </Trans>
        )
      }
    />
  )
}
