import type { Guide } from '@greenroom/question-bank'
import type { RoomProps } from '../../live/room-props.ts'

/** The props of every part of the guide's panel. */
export type GuideProps = RoomProps & { readonly guide: Guide }
