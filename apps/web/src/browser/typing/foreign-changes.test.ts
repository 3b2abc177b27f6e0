import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { surviveForeignChanges } from './foreign-changes.ts'

let host: HTMLElement
let text: Text
let last: HTMLElement
beforeEach(() => {
  host = document.createElement('p')
  text = document.createTextNode('Which shops?')
  last = document.createElement('b')
  host.append(text, last)
  document.body.append(host)
})
let stop = (): void => undefined
afterEach(() => {
  stop()
  host.remove()
})

/** What translators do, in either order. */
const translations = {
  replaced: (): void => text.replaceWith(translated()),
  'inserted, then removed': (): void => {
    host.insertBefore(translated(), text)
    host.removeChild(text)
  },
}
function translated(): HTMLElement {
  const [outer, inner] = [document.createElement('font'), document.createElement('font')]
  inner.textContent = 'Welche Läden?'
  outer.append(inner)
  return outer
}

describe.each(Object.entries(translations))('text that a page translator has %s', (_how, translate) => {
  it('throws where nothing is done about it', () => {
    translate()
    expect(() => host.removeChild(text)).toThrow()
  })

  it('is removed together with what replaced it', async () => {
    stop = surviveForeignChanges()
    translate()
    await Promise.resolve()
    expect(host.removeChild(text)).toBe(text)
    expect(host.innerHTML).toBe('<b></b>')
  })

  it('is still where something is inserted before it', async () => {
    stop = surviveForeignChanges()
    translate()
    await Promise.resolve()
    host.insertBefore(document.createElement('i'), text)
    expect([...host.children].map(({ tagName }) => tagName)).toEqual(['I', 'FONT', 'B'])
  })

  it('is seen again when it changes', async () => {
    stop = surviveForeignChanges()
    translate()
    await Promise.resolve()
    text.nodeValue = 'Which shops first?'
    await Promise.resolve()
    expect(host.innerHTML).toBe('Which shops first?<b></b>')
    translate()
    await Promise.resolve()
    text.nodeValue = 'Which shops then?'
    await Promise.resolve()
    expect(host.innerHTML).toBe('Which shops then?<b></b>')
  })
})

it('removes and inserts next to text that has gone without a trace', () => {
  stop = surviveForeignChanges()
  text.remove()
  expect(host.removeChild(text)).toBe(text)
  host.insertBefore(document.createElement('i'), text)
  expect(host.innerHTML).toBe('<b></b><i></i>')
})
