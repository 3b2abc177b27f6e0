import { seatIn, type TakeawayKind, textLimits } from '@greenroom/session'
import { useEffect, useEffectEvent, useRef } from 'react'
import { isChangedHere, settleDraft } from '../../browser/drafts.ts'
import { roomDraftOf } from '../../live/room-draft.ts'
import type { RoomProps } from '../../live/room-props.ts'

const kinds: readonly TakeawayKind[] = ['keep', 'stop', 'start']

/** Milliseconds without a letter until what was typed is sent. */
const pause = 1200

/**
 * Sends what was typed in keep, stop and start: after a pause, when a field or the page is left, and when the connection is back.
 * Stands outside of the debrief, which may be closed by then. Only words that this page changed are sent, and words found on the
 * device whose stored version nobody has changed since.
 */
function useSendTakeaways(props: RoomProps): void {
  const { session, round, me, connected, send } = props
  const seat = seatIn(round, me)
  const takesPart = seat !== null && seat !== 'observer'
  const open = takesPart && (round.status === 'ended' || round.status === 'scored')
  const sending = useRef(new Set<TakeawayKind>())
  const place = `${session.session} ${round.id} ${me}`

  const flush = useEffectEvent((leaving: boolean): void => {
    if (!connected || !open) return
    for (const kind of kinds) {
      const entry = roomDraftOf(props, `takeaway.${kind}`)
      const draft = entry.read()
      if (draft === null || sending.current.has(kind)) continue
      const words = draft.words.trim()
      const stored = round.takeaways[me]?.[kind] ?? ''
      if (words === stored) {
        // A space that was just typed stays under the caret until the field is left.
        if (leaving) entry.remove()
        continue
      }
      if (words.length > textLimits.takeaway) continue
      if (draft.base !== stored && !isChangedHere(entry)) continue
      sending.current.add(kind)
      void send({ kind: 'setTakeaway', takeaway: kind, words, round: round.id }).then((done) => {
        sending.current.delete(kind)
        if (done) settleDraft(entry, words)
      })
    }
  })

  // Another session, round or person has other drafts.
  useEffect(() => {
    let timer: number | undefined
    const stops = kinds.map((kind) => {
      const entry = roomDraftOf(props, `takeaway.${kind}`)
      return entry.subscribe(() => {
        if (!isChangedHere(entry)) return
        window.clearTimeout(timer)
        timer = window.setTimeout(() => flush(false), pause)
      })
    })
    const leave = () => flush(true)
    const hidden = () => document.hidden && flush(true)
    document.addEventListener('focusout', leave)
    document.addEventListener('visibilitychange', hidden)
    window.addEventListener('pagehide', leave)
    return () => {
      window.clearTimeout(timer)
      for (const stop of stops) stop()
      document.removeEventListener('focusout', leave)
      document.removeEventListener('visibilitychange', hidden)
      window.removeEventListener('pagehide', leave)
    }
  }, [place])

  // Sent when the connection is back, and when the debrief opens.
  useEffect(() => flush(false), [connected, open, place])
}

/** Of every round that has ended: the next one may open while words of the last are on their way. */
export function SendTakeaways(props: RoomProps): null {
  useSendTakeaways(props)
  return null
}
