import { ana, startSampleRound } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import { releasedIn } from './released-panel.tsx'

describe('what was released', () => {
  it('answers a question for a fact that is there already by naming it', () => {
    const session = startSampleRound('solo')
    for (const question of [
      'How many stations?',
      'And the station count?',
      'Who rides: commuters or tourists?',
      'What is the weather?',
    ]) {
      session.wait(1000)
      session.must(ana, { kind: 'askFact', question })
    }
    expect(releasedIn(session.round).map(({ title, text }) => [title, text])).toEqual([
      [
        '“What is the weather?”',
        'Nothing in this case answers that. Ask for one number, or write down what you assume.',
      ],
      ['“Who rides: commuters or tourists?”', 'Both. Two thirds are commuters.'],
      ['“And the station count?”', 'You have that already: Stations.'],
      ['Stations', '120 stations, 40 of them downtown.'],
    ])
  })
})
