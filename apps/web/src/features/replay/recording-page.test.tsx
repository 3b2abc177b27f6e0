import { cleanup, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, it } from 'vitest'
import { draftOf } from '../../browser/drafts.ts'
import { RecordingPage } from './recording-page.tsx'

afterEach(cleanup)

it('gives back half a comment to somebody who can no longer open the replay', async () => {
  draftOf('s1.r1.mo.comment').write({ words: 'The goal came late', base: '' })
  draftOf('s1.r1.ana.comment').write({ words: 'of somebody else on this device', base: '' })
  render(
    <MemoryRouter>
      <RecordingPage
        load={async () => ({ ok: false, code: 'removed', message: 'You were removed from this session.' })}
        path="/s/s1/replay"
        audience={{ kind: 'session', session: 's1', participant: 'mo', token: 't' }}
        heading={null}
      />
    </MemoryRouter>,
  )
  await screen.findByText('You were removed from this session.')
  screen.getByText('The goal came late')
  expect(screen.queryByText('of somebody else on this device')).toBeNull()
})
