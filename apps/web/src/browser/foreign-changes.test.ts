import { expect, it } from 'vitest'
import { surviveForeignChanges } from './foreign-changes.ts'

it('takes out and inserts next to text that a page translator has replaced', () => {
  const host = document.createElement('p')
  const [text, last] = [document.createTextNode('Which shops?'), document.createElement('b')]
  host.append(text, last)
  const translated = document.createElement('font')
  translated.textContent = 'Welche Läden?'
  text.replaceWith(translated)
  const { removeChild, insertBefore } = Node.prototype
  expect(() => host.removeChild(text)).toThrow()
  try {
    surviveForeignChanges()
    expect(host.removeChild(text)).toBe(text)
    host.insertBefore(document.createElement('i'), text)
    host.removeChild(last)
    expect(host.innerHTML).toBe('<font>Welche Läden?</font><i></i>')
  } finally {
    Object.assign(Node.prototype, { removeChild, insertBefore })
  }
})
