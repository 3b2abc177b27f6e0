import type { ReferenceItem } from '../../schema/reference-board.ts'
import type { CaseRule, Fault } from '../lint-message.ts'

const blank = (item: ReferenceItem, field: string): boolean => (item.fields[field] ?? '').trim() === ''

/** What each kind of card must say, with the words for its author. */
const needed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  evaluation: {
    set: 'which cases are looked at',
    grader: 'who or what says right or wrong',
    threshold: 'at what number it is good enough',
  },
  failure: { harm: 'how bad it is', noticed: 'whether anybody would notice', wayBack: 'how it is undone' },
  rung: { gate: 'what has to be shown to get here' },
}

/** Applies wherever a framework has rungs, failures and evaluations, whatever its category is called. */
export const gatedLaunch: CaseRule = {
  id: 'gated-launch',
  guarantees:
    'Every failure is tested or guarded against and has a way back; every rung of a launch has a gate that is measured.',
  check: ({ case: { guide }, framework }) => {
    const kinds = new Set(framework.kinds.map(({ id }) => id))
    if (!['failure', 'evaluation', 'rung', 'behaviour'].every((id) => kinds.has(id))) return []
    const { items } = guide.referenceBoard
    const pointedAt = (link: string, from: string): ReadonlySet<string> =>
      new Set(
        items.flatMap((item) =>
          item.kind === from ? item.links.filter(({ kind }) => kind === link).map(({ to }) => to) : [],
        ),
      )
    const tested = pointedAt('tests', 'evaluation')
    const guarded = pointedAt('guards', 'guard')
    const faults: Fault[] = [...items.entries()].flatMap(([index, item]) => {
      const at = ['guide', 'referenceBoard', 'items', index, 'id']
      const blanks = Object.entries(needed[item.kind] ?? {}).flatMap(([field, words]) =>
        blank(item, field)
          ? [{ at, message: `the ${item.kind} ${item.id} does not say ${words}; write its ${field}` }]
          : [],
      )
      if (item.kind === 'failure' && !tested.has(item.id) && !guarded.has(item.id))
        return [...blanks, { at, message: `no evaluation tests ${item.id} and no guard guards against it` }]
      if (item.kind === 'rung' && !item.links.some(({ kind }) => kind === 'opensBy'))
        return [
          ...blanks,
          { at, message: `the rung ${item.id} is opened by nothing; add { kind: opensBy, to: an evaluation }` },
        ]
      return blanks
    })
    const board = ['guide', 'referenceBoard', 'items']
    if (!items.some((item) => item.kind === 'behaviour' && item.fields.norm === 'must-not'))
      faults.push({ at: board, key: true, message: 'no behaviour says what the model must not do' })
    if (items.filter((item) => item.kind === 'rung').length < 2)
      faults.push({ at: board, key: true, message: 'a launch ladder needs at least two rungs' })
    return faults
  },
}
