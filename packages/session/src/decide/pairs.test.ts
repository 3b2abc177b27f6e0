import { describe, expect, it } from 'vitest'
import { foldAll } from '../fold/fold.ts'
import { roundIdSchema } from '../state/ids.ts'
import { type Pair, pairOf } from '../state/reference-pairs.ts'
import {
  ana,
  ben,
  codeOf,
  type LooseCommand,
  mia,
  oto,
  samplePreparedCase,
  scoreSampleRound,
  startSampleRound,
  swapSampleSeats,
} from '../testing/index.ts'

const scored = () => {
  const session = startSampleRound()
  scoreSampleRound(session)
  return session
}
const set = (reference: string, pair: Pair, of = {}): LooseCommand => ({ kind: 'setPair', reference, pair, ...of })
const card = (item: string): Pair => ({ kind: 'card', item })
const none: Pair = { kind: 'none' }
const proposed: Pair = { kind: 'proposed' }

describe('pairs with the reference board', () => {
  it('[S89] are corrected by anyone who takes part in that round, once its scores are open, and reach everybody', () => {
    const session = scored()
    session.must(ben, set('car-trips', card('card-1')))
    session.must(mia, set('rainy-days', none))
    expect(codeOf(session.send(oto, set('car-trips', none)))).toBe('watching-only')
    for (const missing of ['snow', 'constructor', '__proto__'])
      expect(codeOf(session.send(ana, set(missing, none)))).toBe('unknown-part')
    for (const who of [ana, ben, mia, oto])
      expect(foldAll(session.streamOf(who)).rounds[0]?.pairs).toEqual({ 'car-trips': 'card-1', 'rainy-days': null })
    // Of a round that another one followed.
    const r1 = session.round.id
    swapSampleSeats(session)
    expect(codeOf(session.send(ana, set('car-trips', none)))).toBe('round-not-ended')
    session.must(ana, set('car-trips', none, { round: r1 }))
    expect(session.state.rounds.map(({ pairs }) => pairs)).toEqual([{ 'car-trips': null, 'rainy-days': null }, {}])
    expect(codeOf(session.send(ana, set('car-trips', none, { round: roundIdSchema.parse('r9') })))).toBe(
      'unknown-round',
    )
  })

  it('[S89] are refused for a case without a reference board', () => {
    const { referenceBoard: _, ...guide } = samplePreparedCase.guide
    const session = startSampleRound('peer', 0, { ...samplePreparedCase, guide })
    scoreSampleRound(session)
    expect(codeOf(session.send(ana, set('car-trips', none)))).toBe('unknown-part')
  })

  it('[S90] hold a card once: the item that it answered before has none', () => {
    const session = scored()
    session.must(ana, set('car-trips', card('card-1')))
    session.must(ben, set('rainy-days', card('card-1')))
    expect(session.round.pairs).toEqual({ 'car-trips': null, 'rainy-days': 'card-1' })
    session.must(ana, set('rainy-days', card('card-2')))
    session.must(ana, set('car-trips', proposed))
    expect(session.round.pairs).toEqual({ 'rainy-days': 'card-2' })
    expect(pairOf(session.round.pairs, 'car-trips')).toEqual(proposed)
    expect(pairOf(session.round.pairs, 'rainy-days')).toEqual(card('card-2'))
  })

  it('[S90] add nothing where they are set already', () => {
    const session = scored()
    expect(session.must(ana, set('car-trips', proposed))).toEqual([])
    expect(session.must(ana, set('car-trips', none))).toHaveLength(1)
    expect(session.must(ben, set('car-trips', none))).toEqual([])
  })

  it('[S91] are refused alike before the scores, for items that there are and others, at the desk and to the candidate', () => {
    const session = startSampleRound()
    const codes = () =>
      [ana, ben, mia].flatMap((who) =>
        ['car-trips', 'snow'].map((reference) => codeOf(session.send(who, set(reference, card('card-1'))))),
      )
    expect(new Set(codes())).toEqual(new Set(['round-not-ended']))
    session.must(ana, { kind: 'endRound' })
    expect(new Set(codes())).toEqual(new Set(['scores-not-open']))
    expect(JSON.stringify([ben, oto].map(session.streamOf))).not.toContain('car-trips')
  })
})
