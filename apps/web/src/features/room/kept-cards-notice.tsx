import type { BoardClient, BoardSnapshot } from '@greenroom/room-client'
import { plural, t } from '@lingui/core/macro'
import { Button, Callout } from '../../design/index.ts'
import { useBoardSnapshot } from '../../live/room-context.ts'
import { setRoomView } from '../../live/room-view.ts'

const countOf = ({ setAside }: BoardSnapshot): number => setAside.reduce((sum, { cards }) => sum + cards.length, 0)

/** Over a debrief: cards that the server did not take, written without a connection until after the round, stand on the board. */
export function KeptCardsNotice({ board }: { readonly board: BoardClient | null }) {
  const count = useBoardSnapshot(board, countOf) ?? 0
  if (count === 0) return null
  return (
    <section aria-label={t`Unsaved cards`} className="shrink-0 px-3 py-2 print:hidden">
      <Callout
        tone="warn"
        role="status"
        title={plural(count, { one: '# card could not be saved', other: '# cards could not be saved' })}
        actions={<Button size="sm" onPress={() => setRoomView({ afterRound: 'board' })}>{t`Show on the board`}</Button>}
      >
        {t`What you wrote is kept on this device. You can copy it there.`}
      </Callout>
    </section>
  )
}
