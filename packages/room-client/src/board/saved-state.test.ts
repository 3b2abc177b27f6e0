import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSavedState, type SavedInput } from './saved-state.ts'

const fine: SavedInput = { holds: 'server-document', live: true, confirmed: true, unsaved: 0, why: null }

describe('what the screen says about saving', () => {
  const cases: readonly [string, Partial<SavedInput>, object][] = [
    ['nothing received yet', { holds: 'nothing' }, { kind: 'loading' }],
    ['nothing received yet, and offline', { holds: 'nothing', live: false }, { kind: 'loading' }],
    ['own copy, offline', { holds: 'own-copy', live: false, unsaved: 2 }, { kind: 'offline', unsaved: 2 }],
    ['all committed', {}, { kind: 'saved' }],
    ['nothing confirmed yet', { confirmed: false }, { kind: 'loading' }],
    ['under way', { unsaved: 3 }, { kind: 'saving', unsaved: 3 }],
    ['connection down, nothing unsaved', { live: false }, { kind: 'offline', unsaved: 0 }],
    ['an observer', { why: 'observer', confirmed: false }, { kind: 'read-only', why: 'observer' }],
    ['ended with work under way', { why: 'round-ended', unsaved: 1 }, { kind: 'saving', unsaved: 1 }],
    [
      'ended, connection down, work left',
      { why: 'round-ended', live: false, unsaved: 1 },
      { kind: 'offline', unsaved: 1 },
    ],
  ]
  for (const [name, input, said] of cases) {
    it(name, () => expect(readSavedState({ ...fine, ...input })).toEqual(said))
  }

  it('says saved only when a live connection has confirmed everything', () => {
    fc.assert(
      fc.property(
        fc.record({
          holds: fc.constantFrom('nothing', 'own-copy', 'server-document'),
          live: fc.boolean(),
          confirmed: fc.boolean(),
          unsaved: fc.nat(3),
          why: fc.constantFrom(null, 'observer' as const),
        }),
        (input) => {
          if (readSavedState(input).kind !== 'saved') return
          expect(input).toMatchObject({ live: true, confirmed: true, unsaved: 0, holds: 'server-document' })
        },
      ),
    )
  })
})
