import type { TransProps } from '@lingui/react'
import { TransNoContext } from '@lingui/react/server'
import { createElement, Fragment } from 'react'
import { i18n } from './language.ts'

/**
 * Words that people typed are put in as elements. As text Lingui would put them into the message first and look for
 * its tags afterwards, and a name such as `<b>Ina</b>` would lose them.
 */
const asElements = (values: NonNullable<TransProps['values']>): TransProps['values'] =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? createElement(Fragment, null, value) : value,
    ]),
  )

/** What `<Trans>` becomes when it is compiled. The language never changes while a page is open, so there is no context. */
export function Trans({ values, ...props }: TransProps) {
  return <TransNoContext {...props} {...(values ? { values: asElements(values) } : {})} lingui={{ i18n }} />
}
