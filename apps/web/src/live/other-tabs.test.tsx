import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { useOtherTabs } from './other-tabs.ts'

afterEach(cleanup)

const Tab = ({ name, participant = 'ana' }: { readonly name: string; readonly participant?: string }) => (
  <p>{`${name}: ${useOtherTabs('session-1', participant)} others`}</p>
)
const says = (words: string) => waitFor(() => expect(screen.getByText(words)).toBeDefined())

describe('F23: a session that one person has open in several tabs', () => {
  it('is said in each of them, and no more once the others are closed', async () => {
    render(<Tab name="somebody else" participant="ben" />)
    const first = render(<Tab name="first" />)
    await says('first: 0 others')
    const second = render(<Tab name="second" />)
    await says('first: 1 others')
    await says('second: 1 others')
    const third = render(<Tab name="third" />)
    for (const name of ['first', 'second', 'third']) await says(`${name}: 2 others`)
    third.unmount()
    second.unmount()
    await says('first: 0 others')
    expect(screen.getByText('somebody else: 0 others')).toBeDefined()
    first.unmount()
  })

  it('is counted again when one looks at a tab: another that crashed said no goodbye', async () => {
    const crashed = new BroadcastChannel('greenroom.tabs session-1 ana')
    render(<Tab name="left" />)
    await says('left: 0 others')
    crashed.postMessage({ kind: 'here', tab: 'crashed' })
    crashed.postMessage('junk')
    await says('left: 1 others')
    crashed.close()
    fireEvent(document, new Event('visibilitychange'))
    await says('left: 0 others')
    fireEvent(window, new Event('pagehide'))
    fireEvent(window, new Event('pageshow'))
    render(<Tab name="another" />)
    await says('left: 1 others')
  })
})
