import { describe, expect, it } from 'vitest'
import { type Case, createBank, loadBank, prepareCase, publicPartOf } from './guides.ts'
import { guideSchema, publicPartSchema } from './index.ts'
import { shippedBank } from './testing/index.ts'

const { cases, publicParts } = shippedBank()
const all = [...cases.values()]
const sum = (phases: readonly { minutes: number }[]) => phases.reduce((total, phase) => total + phase.minutes, 0)

function caseOf(id: string): Case {
  const found = cases.get(id)
  if (found === undefined) throw new Error(`no case ${id}`)
  return found
}

/** Everything of a guide that somebody could read, sentence by sentence. */
function sentencesOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split(/(?<=[.?!])\s+/).filter((sentence) => sentence.length > 25)
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(sentencesOf)
}

describe.each(all.map((entry) => [entry.id, entry] as const))('%s', (_, entry) => {
  it('has agendas of both cuts, each phase with open sections', () => {
    const long = prepareCase(entry, 45)
    const short = prepareCase(entry, 20)
    expect(sum(long.agenda)).toBeGreaterThanOrEqual(30)
    expect(sum(long.agenda)).toBeLessThanOrEqual(34)
    expect(sum(short.agenda)).toBe(20)
    const sections = long.framework.sections.map((section) => section.id)
    for (const phase of [...long.agenda, ...short.agenda]) {
      expect(phase.sections.length).toBeGreaterThan(0)
      for (const section of phase.sections) expect(sections).toContain(section)
    }
  })

  it('puts every part of the guide under a phase of its cut', () => {
    for (const cut of [45, 20] as const) {
      const { guide, agenda } = prepareCase(entry, cut)
      const ids = agenda.map((phase) => phase.id)
      const { clarifying, facts, hints, probes, curveballs, mistakes, samples } = guide
      for (const part of [clarifying, facts, hints, probes, curveballs, mistakes, samples].flat())
        expect(ids).toContain(part.phase)
      for (const { release } of facts)
        if (release.on === 'curveball') expect(curveballs.map((curveball) => curveball.id)).toContain(release.curveball)
    }
  })

  it('keeps every sentence of the guide out of the public part', () => {
    const open = JSON.stringify([publicPartOf(entry), prepareCase(entry, 45).public])
    for (const sentence of sentencesOf(entry.guide)) expect(open).not.toContain(JSON.stringify(sentence).slice(1, -1))
  })

  it('tells the desk, and nobody else, how its prompt is said', () => {
    const { readAloud } = entry.public
    for (const cut of [45, 20] as const) {
      const { guide, ...open } = prepareCase(entry, cut)
      expect(guide.readAloud).toBe(readAloud)
      expect(JSON.stringify(open)).not.toContain(JSON.stringify(readAloud))
    }
    expect(JSON.stringify(publicPartOf(entry))).not.toContain(JSON.stringify(readAloud))
  })

  it('survives the wire', () => {
    const { guide } = prepareCase(entry, 45)
    const sent: unknown = JSON.parse(JSON.stringify(guide))
    expect(JSON.parse(JSON.stringify(guideSchema.parse(sent)))).toEqual(sent)
    expect(publicPartSchema.parse(JSON.parse(JSON.stringify(publicPartOf(entry))))).toEqual(publicPartOf(entry))
  })
})

it('reads a guide from before it said how the prompt is read aloud', () => {
  const { readAloud: _, ...before } = prepareCase(caseOf('alipay-success'), 45).guide
  expect(guideSchema.parse(before).readAloud).toBeUndefined()
})

describe('a fact with a table', () => {
  it('is one text, as a released fact travels', () => {
    const fact = prepareCase(caseOf('alipay-success'), 45).guide.facts.find(({ id }) => id === 'occasions')
    expect(fact?.table).toBeUndefined()
    expect(fact?.text.split('\n').slice(1, 5)).toEqual([
      '',
      '| Kind | Occasions | With Alipay |',
      '| --- | --- | --- |',
      '| Online shops | 14 | 10 |',
    ])
  })
})

describe('the short cut', () => {
  const amazon = caseOf('amazon-pay-integration')

  it('leaves out what is only for the long one', () => {
    const long = prepareCase(amazon, 45).guide
    const short = prepareCase(amazon, 20).guide
    expect(long.curveballs.map((curveball) => curveball.id)).toContain('own-wallet')
    expect(short.curveballs.map((curveball) => curveball.id)).not.toContain('own-wallet')
    expect(short.probes.length).toBeLessThan(long.probes.length)
    expect(short.facts.map((fact) => fact.id)).toEqual(long.facts.map((fact) => fact.id))
  })

  it('speaks of minutes that it has', () => {
    for (const entry of all) {
      const { guide, agenda } = prepareCase(entry, 20)
      const whole = agenda.reduce((sum, phase) => sum + phase.minutes, 0)
      const prose = [
        guide.brief.goodRun,
        ...guide.phases.flatMap((phase) => [phase.goal, phase.moveOnWhen, phase.ifStuck]),
      ]
      for (const [, minute] of prose.join(' ').matchAll(/\bminutes? (\d+)\b/gi))
        expect(Number(minute), entry.id).toBeLessThanOrEqual(whole)
    }
  })

  it('places a minute of the long cut in the same share of the same phase', () => {
    const timed: Case = {
      ...amazon,
      public: {
        ...amazon.public,
        phases: amazon.public.phases.slice(0, 3).map((phase, index) => ({
          ...phase,
          minutes: [{ 45: 10, 20: 4 }, { 45: 10 }, { 45: 20, 20: 10 }][index] ?? {},
        })),
      },
      guide: {
        ...amazon.guide,
        brief: {
          ...amazon.guide.brief,
          goodRun: 'By minute 5 a goal. Minute 15: a flow. By minute 30 three numbers in 5 minutes.',
        },
      },
    }
    expect(prepareCase(timed, 45).guide.brief.goodRun).toContain('By minute 30')
    expect(prepareCase(timed, 20).guide.brief.goodRun).toBe(
      'By minute 2 a goal. Minute 4: a flow. By minute 9 three numbers in 5 minutes.',
    )
  })

  it('moves parts of a phase that it drops to the next one, and drops facts of curveballs it drops', () => {
    const cut: Case = {
      ...amazon,
      public: {
        ...amazon.public,
        phases: amazon.public.phases.map((phase) =>
          phase.id === 'flow' || phase.id === 'recommend' ? { ...phase, minutes: { 45: 4 } } : phase,
        ),
      },
      guide: {
        ...amazon.guide,
        curveballs: amazon.guide.curveballs.map((curveball) =>
          curveball.id === 'half-leaves' ? { ...curveball, longOnly: true } : curveball,
        ),
        mistakes: amazon.guide.mistakes.map((mistake) => ({ ...mistake, phase: 'recommend' })),
      },
    }
    const { guide, agenda } = prepareCase(cut, 20)
    expect(agenda.map((phase) => phase.id)).not.toContain('flow')
    expect(guide.facts.find((fact) => fact.id === 'funnel')?.phase).toBe('metrics')
    expect(guide.facts.map((fact) => fact.id)).not.toContain('big-exit')
    expect(guide.mistakes.every((mistake) => mistake.phase === 'trade-off')).toBe(true)
    expect(guide.phases.map((phase) => phase.id)).toEqual(agenda.map((phase) => phase.id))
  })
})

describe('a bank', () => {
  it('gives only public parts to those who list it', () => {
    expect(publicParts.map((part) => part.caseId)).toEqual(all.map((entry) => entry.id))
    for (const part of publicParts) expect(Object.keys(part)).not.toContain('guide')
  })

  it('gives a prepared case exactly the public fields that a log takes', () => {
    expect(Object.keys(prepareCase(caseOf('alipay-success'), 20).public).sort()).toEqual(
      'caseId category company difficulty industry notice prompt skills title topics version'.split(' ').sort(),
    )
  })

  it('refuses a case of an unknown category', () => {
    const entry = caseOf('alipay-success')
    const strange = { ...entry, public: { ...entry.public, category: 'guesswork' } }
    expect(() => createBank([strange])).toThrow('no framework for the category guesswork')
  })

  it('names a file that is no case', () => {
    expect(() => loadBank('/nowhere/at/all')).toThrow()
  })
})

it('marks the rounds whose candidate tells of their own life, and no other', () => {
  for (const entry of all)
    expect(prepareCase(entry, 45).public.personal, entry.id).toBe(
      entry.public.category === 'behavioural' ? true : undefined,
    )
})
