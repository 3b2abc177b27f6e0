import { commentIdSchema, type ParticipantId, pinIdSchema } from '@greenroom/session'
import {
  ana,
  ben,
  mia,
  noteId,
  openSampleSession,
  oto,
  type ScriptedSession,
  samplePreparedCase,
  sampleScorecard,
  scoreSampleRound,
  startSampleRound,
  swapSampleSeats,
  takeCommand,
} from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestRoom, type TestRoom } from '../../live/testing-room.ts'
import { forgetDebriefPlaces } from './debrief-steps.ts'
import { DebriefView } from './debrief-view.tsx'
import { SendPoints } from './points/send-points.ts'
import { turnFor } from './reveal/envelopes.tsx'
import { scorecardDraftOf } from './scorecard/scorecard-draft.ts'

// jsdom lays nothing out.
beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined
})
afterEach(() => {
  cleanup()
  forgetDebriefPlaces()
})
const nothingRecorded = async () => ({ ok: false, code: 'gone', message: 'Nothing was recorded' }) as const

const Page = ({
  room,
  me,
  round,
}: {
  readonly room: TestRoom
  readonly me: ParticipantId
  readonly round?: string
}) => {
  const props = room.useProps(me, true, round)
  return (
    <MemoryRouter>
      {props.session.rounds.map((one) => (
        <SendPoints key={one.id} {...props} round={one} />
      ))}
      <main id="main">
        <DebriefView {...props} board={null} load={nothingRecorded} token={null} />
      </main>
    </MemoryRouter>
  )
}
const look = (session: ScriptedSession, me: ParticipantId, round?: string): TestRoom => {
  const room = createTestRoom(session)
  render(<Page room={room} me={me} {...(round === undefined ? {} : { round })} />)
  return room
}
const whose = () =>
  within(screen.getByRole('list', { name: 'Who scored' }))
    .getAllByRole('listitem')
    .map((one) => one.textContent)
const goTo = async (step: string): Promise<void> => {
  const steps = screen.getByRole('navigation', { name: 'Steps of the debrief' })
  await act(async () => fireEvent.click(within(steps).getByRole('button', { name: new RegExp(`${step}$`) })))
}
const press = async (key: string, more: object = {}): Promise<void> => {
  await act(async () => fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more }))
}
/** By keyboard: a level and Enter for each dimension, then the seal. */
const fillIn = async (button: string, dimensions = 2): Promise<void> => {
  for (let done = 0; done < dimensions; done += 1) {
    await press('3')
    await press('Enter')
  }
  expect(document.activeElement?.textContent).toBe(button)
  await act(async () => fireEvent.click(screen.getByRole('button', { name: button })))
}

it('the scorecards turn over together on the page of the person who seals last, as on the others', async () => {
  const turned: string[] = []
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }))
  const { animate } = Element.prototype
  Element.prototype.animate = function (this: Element) {
    turned.push(this.textContent ?? '')
    return {} as Animation
  }
  try {
    const session = startSampleRound()
    session.must(ana, { kind: 'endRound' })
    for (const who of [ana, ben]) session.must(who, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
    look(session, mia)
    vi.useFakeTimers()
    await fillIn('Seal my scores')
    expect(turned.sort()).toEqual(['Anaopens', 'Benopens', 'Miaopens'])
    expect(screen.queryByRole('list', { name: 'Who scored' })).toBeNull()
    await act(async () => void vi.advanceTimersByTime(turnFor))
    expect(screen.getByRole('list', { name: 'Who scored' })).toBeDefined()
    expect(screen.queryByRole('list', { name: 'Sealed scorecards' })).toBeNull()
  } finally {
    vi.useRealTimers()
    Element.prototype.animate = animate
    vi.unstubAllGlobals()
  }
})

describe('the mentor’s scorecard', () => {
  it('is asked for like the others, waited for, and a third column', async () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'endRound' })
    const room = look(session, mia)
    const waiting = 'Everybody else has sealed and is waiting for you.'
    for (const who of [ana, ben]) {
      expect(screen.queryByText(waiting)).toBeNull()
      await act(async () => {
        session.must(who, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
        room.changed()
      })
    }
    expect(screen.getByText(waiting).getAttribute('role')).toBe('status')
    await goTo('Compare')
    expect(screen.getByText('You have not sealed yet')).toBeDefined()
    await goTo('Score')
    await fillIn('Seal my scores')
    expect(session.round.status).toBe('scored')
    expect(whose()).toEqual([
      'Ben (self)2.0 of 4 overall',
      'Ana (interviewer)2.0 of 4 overall',
      'Mia (mentor)3.0 of 4 overall',
    ])
    expect(room.refused).toEqual([])
  })

  it('is passed over on purpose, which is said, and added afterwards for everybody', async () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'endRound' })
    for (const who of [ana, ben]) session.must(who, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
    look(session, ana)
    expect(screen.getByText('Mia has not sealed yet')).toBeDefined()
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Open without Mia' })))
    expect(screen.getByText(/Mia \(mentor\) has not scored this round/)).toBeDefined()
    expect(whose()).toEqual(['Ben (self)2.0 of 4 overall', 'Ana (interviewer)2.0 of 4 overall'])
    cleanup()
    const room = look(session, mia)
    await goTo('Score')
    await fillIn('Add my scores')
    expect(whose().at(-1)).toMatch(/^Mia \(mentor\)/)
    expect(screen.queryByRole('button', { name: /Score$/ })).toBeNull()
    cleanup()
    look(session, oto)
    expect(whose().at(-1)).toMatch(/^Mia \(mentor\)/)
    expect(room.refused).toEqual([])
  })

  it('stays under the hand of a person who writes in it when the others open the scores, and else makes room for them', async () => {
    for (const writes of [true, false]) {
      const session = startSampleRound()
      session.must(ana, { kind: 'endRound' })
      for (const who of [ana, ben]) session.must(who, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
      const room = look(session, mia)
      const field = screen.getByRole('textbox', { name: /^Comment on/ })
      if (writes) field.focus()
      fireEvent.change(field, { target: { value: 'Named the' } })
      await act(async () => {
        session.must(ana, { kind: 'openScores' })
        room.changed()
      })
      expect(field.isConnected).toBe(writes)
      expect(document.activeElement === field).toBe(writes)
      expect(screen.queryByRole('list', { name: 'Who scored' }) === null).toBe(writes)
      await goTo('Score')
      expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^Comment on/ }).value).toBe('Named the')
      cleanup()
      forgetDebriefPlaces()
      localStorage.clear()
    }
  })

  it('is said to be away when the mentor is', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'endRound' })
    for (const who of [ana, ben]) session.must(who, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
    session.must(null, { kind: 'noteAbsence', participant: mia })
    look(session, ana)
    expect(screen.getByText('Mia is away')).toBeDefined()
    expect(screen.getByText('Mia is away and has not sealed')).toBeDefined()
  })
})

describe('a round that another one followed', () => {
  const played = (): ScriptedSession => {
    const session = startSampleRound()
    session.must(ana, { kind: 'writeNote', note: noteId('n'), words: 'lost the goal at minute six' })
    scoreSampleRound(session)
    session.must(ben, { kind: 'setFeedbackPoint', point: 1, evidence: null, gap: 'the tree', next: null })
    swapSampleSeats(session)
    return session
  }

  it('keeps its scores, points and private notes; nothing of it acts on the round that goes on', async () => {
    const session = played()
    look(session, ana, 'r1')
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Debrief of round 1')
    expect(whose()).toEqual(['Ben (self)2.0 of 4 overall', 'Ana (interviewer)3.0 of 4 overall'])
    await goTo('Feedback')
    expect(screen.getByText('the tree')).toBeDefined()
    await goTo('Case and notes')
    expect(screen.getByText('lost the goal at minute six')).toBeDefined()
    for (const name of ['Reopen the round', 'Same seats again', 'Mark this moment', 'Whisper to the interviewer'])
      expect(screen.queryByRole('button', { name })).toBeNull()
    // The candidate of that round, who is at the desk now, has none of those notes.
    cleanup()
    look(session, ben, 'r1')
    await goTo('Case and notes')
    expect(screen.queryByText('lost the goal at minute six')).toBeNull()
  })

  it('takes a private note to share, a late scorecard and late points', async () => {
    const session = played()
    const room = look(session, ana, 'r1')
    await goTo('Case and notes')
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Share with everybody' })))
    expect(session.state.rounds[0]?.notes).toMatchObject([{ words: 'lost the goal at minute six', shared: true }])
    await goTo('Feedback')
    const gap = screen.getByLabelText('What was missing, point 1')
    fireEvent.change(gap, { target: { value: 'talking over Ben' } })
    await act(async () => fireEvent.focusOut(gap))
    expect(session.state.rounds[0]?.feedbackPoints[ana]).toMatchObject([{ point: 1, gap: 'talking over Ben' }])
    expect(session.round.feedbackPoints).toEqual({})
    cleanup()
    look(session, mia, 'r1')
    await goTo('Score')
    await fillIn('Add my scores')
    expect(session.state.rounds[0]?.sealedBy).toEqual([ana, ben, mia])
    expect(room.refused).toEqual([])
  })

  it('can always be read, even once the session is closed, with your own words', async () => {
    const session = played()
    session.must(ana, { kind: 'closeSession' })
    look(session, ben, 'r1')
    expect(whose().at(-1)).toMatch(/^Ana \(interviewer\)/)
    await goTo('Feedback')
    expect(screen.getByText('the tree')).toBeDefined()
    expect(screen.getByRole('link', { name: 'Replay' })).toBeDefined()
  })
})

describe('what comes next', () => {
  it('is said as it is: a closed session has no next round until it is open again', async () => {
    const session = startSampleRound()
    scoreSampleRound(session)
    session.must(ana, { kind: 'closeSession' })
    look(session, ben)
    await goTo('Next')
    expect(screen.getByText(/^This session is closed\./)).toBeDefined()
    expect(screen.queryByText(/can open the next round/)).toBeNull()
  })

  it('without a reference board there is no talk of pairs', async () => {
    const session = startSampleRound()
    scoreSampleRound(session)
    look(session, ben)
    await goTo('Yardstick')
    expect(screen.getByText('This case has no reference board')).toBeDefined()
    expect(screen.queryByText(/Pairs are proposed/)).toBeNull()
  })
})

describe('the candidate’s scorecard', () => {
  it('takes a level and a guess for each dimension and three about the interviewer, with the keyboard alone', async () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'endRound' })
    const room = look(session, ben)
    for (const keys of ['2', '4', 'Enter', '0', '1', 'Enter', '4', '3', '0', 'Enter']) await press(keys)
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Seal my self-score' })))
    expect(session.round.scorecards[ben]).toEqual({
      scores: {
        goal: { score: 2, words: '', evidence: [] },
        metrics: { score: 'not-seen', words: '', evidence: [] },
      },
      guesses: { goal: 4, metrics: 1 },
      aboutInterviewer: {
        clarity: { score: 4, words: '' },
        probing: { score: 3, words: '' },
        pacing: { score: 'not-seen', words: '' },
      },
    })
    // Sealed: the envelopes stand side by side, and nothing of Ana’s progress is known.
    const envelopes = screen.getByRole('list', { name: 'Sealed scorecards' })
    expect(within(envelopes).getByText('You have sealed')).toBeDefined()
    expect(within(envelopes).getByText('Ana is still scoring')).toBeDefined()
    expect(room.refused).toEqual([])
  })

  it('leads from the count of new comments to the first of them in the replay', () => {
    localStorage.clear()
    const session = startSampleRound()
    session.wait(120_000)
    scoreSampleRound(session)
    const round = session.round.id
    const begun = session.round.startedAt ?? 0
    for (const [name, at] of [
      ['late', 90_000],
      ['early', 30_000],
    ] as const)
      session.must(mia, {
        kind: 'writeComment',
        round,
        comment: commentIdSchema.parse(name),
        moment: begun + at,
        item: null,
        words: name,
      })
    look(session, ben)
    const { session: id, createdAt } = session.state
    const link = screen.getByRole('link', { name: 'Comments: 2 new' })
    expect(link.getAttribute('href')).toBe(`/s/${id}/replay?t=${Math.ceil((begun + 30_000 - createdAt) / 1000)}`)
  })

  it('takes levels and comments by the keys of other layouts: Arabic and French digits, a Russian C', async () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'endRound' })
    look(session, ben)
    const at = (key: string, code: string) =>
      act(async () => void fireEvent.keyDown(document.activeElement ?? document.body, { key, code }))
    await at('٢', 'Digit2')
    await at("'", 'Digit4')
    const chosen = () =>
      screen.getAllByRole('radio', { checked: true }).map((one) => one.getAttribute('aria-keyshortcuts'))
    expect(chosen()).toEqual(['2', '4'])
    await at('с', 'KeyC')
    expect(document.activeElement?.tagName).toBe('TEXTAREA')
  })

  it('skips no guess and no view of the interviewer without a word: the second Enter does', async () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'endRound' })
    look(session, ben)
    await press('2')
    await press('Enter')
    expect(screen.getByText(/^No guess yet/)).toBeDefined()
    expect(document.activeElement?.closest('[data-group]')?.getAttribute('data-group')).toBe('guess')
    await press('4')
    await press('Enter')
    await press('3')
    await press('Enter')
    await press('Enter')
    expect(screen.getByRole('radiogroup', { name: /Clarity|Clear/ })).toBeDefined()
    await press('4')
    await press('Enter')
    expect(screen.getByText(/^Not rated yet: /)).toBeDefined()
    await press('Enter')
    expect(document.activeElement?.textContent).toBe('Seal my self-score')
    act(() => scorecardDraftOf(session.state.session ?? '', 'r1', ben).remove())
  })

  it('asks for no interviewer where there is none', async () => {
    const session = startSampleRound('solo')
    session.must(ana, { kind: 'endRound' })
    const room = look(session, ana)
    expect(screen.queryByRole('radiogroup', { name: /^Your guess/ })).toBeNull()
    await fillIn('Seal my self-score')
    expect(Object.keys(session.round.scorecards[ana] ?? {})).toEqual(['scores'])
    expect(screen.queryByRole('button', { name: 'Interviewing' })).toBeNull()
    // One scorecard has no gap to another.
    session.must(ana, { kind: 'openScores' })
    await act(async () => room.changed())
    expect(screen.getByText('No score has evidence, so the board is shown as it was at the end.')).toBeDefined()
  })

  it('tells the candidate how they were interviewed, and the interviewer how the candidate was', async () => {
    const session = startSampleRound()
    scoreSampleRound(session)
    const titles = async (me: ParticipantId): Promise<readonly (string | null)[]> => {
      look(session, me)
      await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Interviewing' })))
      const found = screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent)
      cleanup()
      return found
    }
    expect(await titles(ben)).toEqual(['How you were interviewed'])
    expect(await titles(ana)).toEqual(['How Ben was interviewed', 'How you interviewed'])
  })

  it('says which dimensions are missing, and goes to the first of them', async () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'endRound' })
    look(session, ana)
    await press('Enter')
    await press('4')
    await press('Enter', { ctrlKey: true })
    expect(screen.getByText('1 dimension still needs a score. “Not seen” counts.')).toBeDefined()
    expect(screen.getByRole('radiogroup', { name: 'Score for Goal' })).toBeDefined()
    expect(session.round.sealedBy).toEqual([])
  })

  it('takes what is dropped on a score as its evidence, and shows a score without any hollow', async () => {
    const session = startSampleRound()
    session.wait(90_000)
    session.must(ana, { kind: 'markMoment', label: 'Named the riders' })
    session.must(ana, { kind: 'endRound' })
    look(session, ana)
    await press('3')
    const dimensions = within(screen.getByRole('list', { name: 'Dimensions' }))
    const goal = () => dimensions.getByRole('button', { name: /Goal/ }).textContent
    // Said as whole words: the digit in the ring is for the eye.
    expect(dimensions.getByRole('button', { name: 'Goal (3, without evidence)' })).toBeDefined()
    expect(dimensions.getByRole('button', { name: /^Metrics \(/ })).toBeDefined()
    expect(screen.getByRole('heading', { name: 'Goal 1 of 2' })).toBeDefined()
    expect(screen.getByRole('button', { name: 'Feedback (opens with the scores)' })).toBeDefined()
    const held = new Map<string, string>()
    const dataTransfer = {
      setData: (type: string, data: string) => void held.set(type, data),
      getData: (type: string) => held.get(type) ?? '',
      get types() {
        return [...held.keys()]
      },
    }
    const line = document.querySelector('[data-adds-evidence]')
    if (!line) throw new Error('there is nowhere to drop it')
    // Somebody else's file or text is not evidence.
    held.set('text/plain', 'from elsewhere')
    expect(fireEvent.dragOver(line, { dataTransfer })).toBe(true)
    const mark = screen.getByRole('button', { name: 'Add 1:30 Named the riders' })
    fireEvent.dragStart(mark, { dataTransfer })
    expect(fireEvent.dragOver(line, { dataTransfer })).toBe(false)
    await act(async () => void fireEvent.drop(line, { dataTransfer }))
    expect(screen.getByRole('button', { name: 'Remove 1:30 Named the riders' })).toBeDefined()
    expect(goal()).not.toContain('without evidence')
    // Once more changes nothing.
    await act(async () => void fireEvent.drop(line, { dataTransfer }))
    expect(screen.getAllByRole('button', { name: /^Remove / })).toHaveLength(1)
    act(() => scorecardDraftOf(session.state.session ?? '', 'r1', ana).remove())
  })

  it('keeps digits that are typed into a comment as words', async () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'endRound' })
    look(session, ana)
    await press('c')
    expect(document.activeElement).toBe(screen.getByLabelText('Comment on Goal'))
    await press('4')
    expect(screen.queryByRole('radio', { checked: true })).toBeNull()
  })
})

it('offers to meet again where there is somebody to meet', async () => {
  const nextOf = async (mode: 'peer' | 'solo'): Promise<void> => {
    const session = startSampleRound(mode)
    scoreSampleRound(session)
    look(session, ana)
    await goTo('Next')
  }
  await nextOf('peer')
  expect(screen.getByRole('heading', { name: 'Meet again' })).toBeDefined()
  cleanup()
  forgetDebriefPlaces()
  await nextOf('solo')
  expect(screen.getByRole('heading', { name: 'What next?' })).toBeDefined()
  expect(screen.queryByRole('heading', { name: 'Meet again' })).toBeNull()
})

it('reminds of what the candidate worked on where the scores open, and on no screen after it', async () => {
  const session = openSampleSession()
  session.must(ben, { kind: 'setFocus', words: 'Goals first' })
  session.must(ana, { kind: 'prepareCase', how: 'chosen', prepared: samplePreparedCase })
  session.must(ana, { kind: 'startRound' })
  scoreSampleRound(session)
  look(session, ben)
  const shown = () => screen.queryByRole('region', { name: 'What this round was for' })
  expect(shown()?.textContent).toBe('You worked onGoals first')
  await goTo('Yardstick')
  expect(shown()).toBeNull()
  await goTo('Compare')
  expect(shown()).not.toBeNull()
})

describe('a second take that has ended', () => {
  const taken = (): ScriptedSession => {
    const session = startSampleRound()
    session.must(mia, { kind: 'leaveSeat' })
    scoreSampleRound(session)
    const { id: round, startedAt } = session.round
    session.must(ben, takeCommand(session, { round, at: startedAt ?? 0, who: 'together' }))
    session.must(ana, { kind: 'startRound' })
    session.must(ana, { kind: 'endRound' })
    return session
  }

  it('is scored or left unscored, by a plain choice; then the swap is near and the earlier scores stand', async () => {
    const session = taken()
    const room = look(session, ben)
    await goTo('Compare')
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Score this take' })))
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Your self-score')
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Continue without scoring' })))
    expect(session.round.status).toBe('scored')
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('What next?')
    expect(screen.getByRole('button', { name: 'Ask Ana to swap seats' })).toBeDefined()
    await goTo('Compare')
    expect(screen.getByText(/^Nobody scored this take/)).toBeDefined()
    expect(screen.getAllByText(/^carried over from take 1: \d$/)).toHaveLength(2)
    expect(screen.queryByText('not compared')).toBeNull()
    expect(room.refused).toEqual([])
  })

  it('is not offered to people who only watch, nor for a first take', () => {
    look(taken(), oto)
    expect(screen.queryByRole('button', { name: 'Continue without scoring' })).toBeNull()
    cleanup()
    const first = startSampleRound()
    first.must(ana, { kind: 'endRound' })
    look(first, ben)
    expect(screen.queryByRole('button', { name: 'Continue without scoring' })).toBeNull()
  })
})

describe('the screens', () => {
  it('that open with the scores are locked before, and Ctrl and Enter goes on', async () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'endRound' })
    const room = look(session, ben)
    const locked = () =>
      within(screen.getByRole('navigation', { name: 'Steps of the debrief' }))
        .getAllByRole<HTMLButtonElement>('button')
        .filter(({ disabled }) => disabled).length
    expect(locked()).toBe(4)
    for (const who of [ana, ben, mia]) session.must(who, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
    await act(async () => room.changed())
    expect(locked()).toBe(0)
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Scores')
    await press('Enter', { ctrlKey: true })
    expect(screen.getByRole('heading', { level: 2 })).toBe(document.activeElement)
    expect(document.activeElement?.textContent).toBe('Feedback points')
  })

  it('show nothing of anybody’s points before the scores open, and old points to keep, stop and start after', async () => {
    const session = startSampleRound()
    scoreSampleRound(session)
    const data = { round: session.round.id, takeaway: 'keep', words: 'the pinned goal' } as const
    session.append([{ kind: 'takeaway-set', v: 1, by: ana, command: null, data, bytes: null }])
    look(session, oto)
    await goTo('Feedback')
    expect(screen.getByText('the pinned goal')).toBeDefined()
    expect(screen.queryByRole('region', { name: 'Point 1' })).toBeNull()
  })
})

describe('every moment of a debrief', () => {
  it('leads to taking the round again from there: evidence, points, notes, marks and pins', async () => {
    const session = startSampleRound()
    const startedAt = session.round.startedAt ?? 0
    session.wait(61_000)
    session.must(ana, { kind: 'writeNote', note: noteId('n1'), words: 'Lost the goal' })
    session.wait(10_000)
    session.must(mia, { kind: 'markMoment', label: 'Asked for money' })
    session.wait(10_000)
    session.must(mia, { kind: 'pinMoment', pin: pinIdSchema.parse('p1'), words: 'Push here' })
    session.wait(60_000)
    session.must(ana, { kind: 'endRound' })
    const evidence = [{ kind: 'moment' as const, at: startedAt + 40_000, label: '0:40 Riders' }]
    const goal = { score: 3 as const, words: '', evidence }
    session.must(ana, { kind: 'sealScorecard', scorecard: { scores: { goal, metrics: goal } } })
    session.must(ben, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
    session.must(ana, { kind: 'openScores' })
    const [moment] = evidence
    if (!moment) throw new Error('no evidence')
    session.must(ana, { kind: 'setFeedbackPoint', point: 1, evidence: moment, gap: 'No limit', next: null })
    look(session, ana)
    const from = (words: string) => screen.queryAllByRole('link', { name: `Take it again from ${words}` })
    expect(from('0:40').map((link) => link.getAttribute('href'))).toEqual([
      `/s/${session.state.session}?round=r1&take=${startedAt + 40_000 - session.state.createdAt}`,
    ])
    await goTo('Feedback')
    expect(from('0:40')).toHaveLength(1)
    await goTo('Case and notes')
    for (const words of ['1:01', '1:11', '1:21']) expect(from(words), words).toHaveLength(1)
    cleanup()
    // Who watches takes nothing again; while another round is under way nobody does.
    look(session, oto)
    expect(screen.queryAllByRole('link', { name: /^Take it again/ })).toEqual([])
    cleanup()
    session.must(ana, { kind: 'openNextRound', swapSeats: false })
    look(session, ana, 'r1')
    expect(screen.queryAllByRole('link', { name: /^Take it again/ })).toEqual([])
  })
})
