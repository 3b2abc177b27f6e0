import type { TransProps } from '@lingui/react'
import { TransNoContext } from '@lingui/react/server'
import { i18n } from './language.ts'

/** What `<Trans>` becomes when it is compiled. The language never changes while a page is open, so there is no context. */
export const Trans = (props: TransProps) => <TransNoContext {...props} lingui={{ i18n }} />
