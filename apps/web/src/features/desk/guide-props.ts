import type { Guide } from '@greenroom/question-bank'
import type { RoomProps } from '../../live/room-props.ts'

/** What every part of the guide's panel is given. */
export type GuideProps = RoomProps & { readonly guide: Guide }
