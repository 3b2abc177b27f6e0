export type { RecordedEdit, RecordedSession } from '@greenroom/recording'
