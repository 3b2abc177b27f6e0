import { t } from '@lingui/core/macro'
import { useLocation } from 'react-router'
import { Dialog, type KeyLine, KeyList } from '../../design/index.ts'
import { type BoardShortcut, boardShortcuts } from '../board/board-shortcuts.ts'
import { useSectionLegend } from '../board/section-legend.ts'
import { keysOfCall } from '../call/call-keys.ts'
import { playerKeyLines } from '../replay/player/player-keys.ts'
import { keysOfThinking } from '../thinking/thinking-keys.ts'

const pageLines: readonly KeyLine[] = [
  { id: 'palette', label: t`Search cases, sessions and actions`, keys: ['Mod+K'] },
  { id: 'shortcuts', label: t`This list`, keys: ['?'] },
  { id: 'panel', label: t`Open or close the panel beside the board`, keys: ['Mod+B'] },
  { id: 'tray', label: t`Open or close your think tray`, keys: [keysOfThinking('tray')] },
  { id: 'given', label: t`Read what the interviewer gave you`, keys: [keysOfThinking('given')] },
  { id: 'quiet', label: t`Ask for quiet time, or end it`, keys: [keysOfThinking('quiet')] },
  { id: 'call', label: t`Join the call`, keys: [keysOfCall('join')] },
  { id: 'mute', label: t`Mute or unmute`, keys: ['M', keysOfCall('mute')] },
  { id: 'talk', label: t`Be heard while muted, for as long as you hold it`, keys: ['Space'] },
  { id: 'pin', label: t`Pin a moment (mentors)`, keys: ['Alt+P'] },
  { id: 'level', label: t`Scorecard: choose a level`, keys: ['1', '2', '3', '4'] },
  { id: 'no-level', label: t`Scorecard: not seen`, keys: ['0'] },
  { id: 'regions', label: t`Go to the next or previous part of the room`, keys: ['F6', 'Shift+F6'] },
  { id: 'close', label: t`Close what is open`, keys: ['Escape'] },
]

const replayLines: readonly KeyLine[] = [
  ...playerKeyLines,
  { id: 'comment', label: t`Comment on this moment`, keys: ['C'] },
]
/** Pages that play a recording: there its keys come first. */
const playsRecording = /^\/(sample|shared|recording|s\/[^/]+\/replay)\/?$/

/** Keys that add nothing to another one of the same action. */
const leftOut: ReadonlySet<string> = new Set(['ContextMenu', 'Shift+F10'])

/** Whether one of its keys stands at something else in the same group, too. */
const isShared = ({ group, label, keys }: BoardShortcut): boolean =>
  boardShortcuts.some(
    (other) => other.group === group && other.label !== label && other.keys.some((key) => keys.includes(key)),
  )

/** What it does and, if its key does something else elsewhere, where. */
const wordsOf = (shortcut: BoardShortcut): string => {
  const { label, where } = shortcut
  if (where === 'both' || !isShared(shortcut)) return label
  return where === 'writing' ? t`${label} (while editing)` : t`${label} (card selected)`
}

/** One line per label, with each of its keys once. */
const linesOf = (shortcuts: readonly BoardShortcut[]): readonly KeyLine[] => {
  const byLabel = new Map<string, readonly string[]>()
  for (const shortcut of shortcuts) {
    const words = wordsOf(shortcut)
    byLabel.set(words, [...(byLabel.get(words) ?? []), ...shortcut.keys])
  }
  return [...byLabel].map(([label, keys]) => ({
    id: label,
    label: label.replace('…', ''),
    keys: [...new Set(keys)].filter((key) => !leftOut.has(key)),
  }))
}

const groups = (['Cards', 'Moving', 'Board'] as const).map((group) => ({
  title: { Cards: t`Cards`, Moving: t`Moving cards`, Board: t`Board` }[group],
  lines: linesOf(boardShortcuts.filter((shortcut) => shortcut.group === group)),
}))

/** Every key, from the same actions that the keys run. */
export function Shortcuts() {
  const sections = useSectionLegend()
  const replayFirst = playsRecording.test(useLocation().pathname)
  const replay = <KeyList title={t`Replay`} lines={replayLines} />
  return (
    <Dialog scrolls title={t`Keyboard shortcuts`} lead={t`All of this also works with a mouse or by touch.`}>
      <div className="gap-10 sm:columns-2">
        {replayFirst && replay}
        <KeyList title={t`Everywhere`} lines={pageLines} />
        {sections.length > 0 && (
          <KeyList
            title={t`Sections of this board`}
            lines={sections.map(({ id, title, keys }) => ({ id, label: title, keys: [keys] }))}
          />
        )}
        {!replayFirst && replay}
        {groups.map((group) => (
          <KeyList key={group.title} {...group} />
        ))}
      </div>
    </Dialog>
  )
}
