import type { LucideIcon } from 'lucide-react'
import { Button, cx, Tooltip, TooltipTrigger } from '../../design/index.ts'

/** In the room's header: whether something that everybody agreed to is running, and whether one's own voice is in it. */
export function ConsentLight({
  icon: Icon,
  onColour,
  voice,
  words,
  own,
  wordsClass,
  onPress,
  ...marks
}: {
  readonly icon: LucideIcon
  readonly onColour: string
  /** `null`: it is not running. */
  readonly voice: string | null
  readonly words: string
  /** Why one's own voice is not in it; empty when it is. */
  readonly own: string
  /** Where there is no room for the words. */
  readonly wordsClass: string
  readonly onPress: () => void
} & Readonly<Record<`data-${string}`, string>>) {
  return (
    <>
      <TooltipTrigger>
        <Button variant="quiet" size="sm" onPress={onPress} {...marks}>
          <Icon
            aria-hidden="true"
            className={voice === null ? 'text-ink-faint' : voice === 'on' ? onColour : 'text-warn-ink'}
          />
          <span className={wordsClass}>{words}</span>
          {own !== '' && (
            // The microphone’s button says that one is muted: on a small laptop the bar stays as it is when somebody mutes.
            <span className={cx('text-ink-faint', voice === 'muted' ? 'max-[100rem]:sr-only' : 'max-xl:sr-only')}>
              {own}
            </span>
          )}
        </Button>
        <Tooltip>{own === '' ? words : `${words}, ${own}`}</Tooltip>
      </TooltipTrigger>
      <span role="status" className="sr-only">
        {words}
      </span>
    </>
  )
}
