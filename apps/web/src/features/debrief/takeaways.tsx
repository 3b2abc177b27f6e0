import type { TakeawayKind } from '@greenroom/session'
import { useState } from 'react'
import { TextArea } from '../../design/index.ts'
import { nameIn, type RoomProps } from '../../live/room-props.ts'

const kinds: readonly { readonly kind: TakeawayKind; readonly title: string; readonly placeholder: string }[] = [
  { kind: 'keep', title: 'Keep', placeholder: 'What worked and should stay' },
  { kind: 'stop', title: 'Stop', placeholder: 'What cost more than it gave' },
  { kind: 'start', title: 'Start', placeholder: 'What to try next time' },
]

/** At most three points each: one to keep, one to stop, one to start. */
export const Takeaways = ({ writes, ...props }: RoomProps & { readonly writes: boolean }) => {
  const { session, round, me } = props
  const others = Object.values(session.participants).filter((one) => one.id !== me)
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
            <p className="text-sm text-ink-faint">Nothing yet</p>
          )}
        </section>
      ))}
    </div>
  )
}

/** Kept when the field is left; the words stay in it whatever the answer. */
const TakeawayField = ({
  round,
  me,
  connected,
  send,
  kind,
  title,
  placeholder,
}: RoomProps & { readonly kind: TakeawayKind; readonly title: string; readonly placeholder: string }) => {
  const kept = round.takeaways[me]?.[kind] ?? ''
  const [words, setWords] = useState(kept)
  const unkept = words.trim() !== kept
  return (
    <TextArea
      label={title}
      aside={unkept ? (connected ? 'Kept when you leave the field' : 'Not connected') : kept === '' ? '' : 'Kept'}
      placeholder={placeholder}
      rows={2}
      maxLength={1000}
      value={words}
      onChange={setWords}
      onBlur={() => {
        if (unkept && connected) void send({ kind: 'setTakeaway', takeaway: kind, words: words.trim() })
      }}
    />
  )
}
