import { i18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { pseudoText } from './pseudo.ts'

/**
 * English is the source language: every text is written where it is used, and no catalogue is loaded. Every compiled `t` imports `i18n`
 * from here: many texts are constants of their modules, and the language must be set by then. The language of an open page never changes.
 */

/**
 * A test that serves the page with this attribute finds text that was never marked: every marked text is drawn in letters of no language.
 */
const isPseudo = typeof document === 'object' && 'pseudo' in document.documentElement.dataset

const compiled = new Map<string, ReturnType<typeof compileMessage>>()

i18n.setMessagesCompiler((message) => {
  const known = compiled.get(message)
  if (known !== undefined) return known
  const fresh = compileMessage(message, isPseudo ? pseudoText : undefined)
  compiled.set(message, fresh)
  return fresh
})
i18n.loadAndActivate({ locale: 'en', messages: {} })

export { i18n }
