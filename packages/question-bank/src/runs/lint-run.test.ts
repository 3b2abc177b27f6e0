import { existsSync, readFileSync } from 'node:fs'
import { collectRecording, encodeRecording, type RecordedSession, type RecordingHeader } from '@greenroom/recording'
import type { ProjectedEntry } from '@greenroom/session'
import { beforeAll, describe, expect, it } from 'vitest'
import { bankFolder, readCaseFiles } from '../case-folder.ts'
import { readCase } from '../read-case.ts'
import type { Case } from '../schema/case.ts'
import { lintRun } from './lint-run.ts'
import { mostRunBytes, runAboutSchema } from './reference-run.ts'
import { loadRuns, readRunFiles, strayRecordings } from './run-files.ts'

const cases = new Map<string, Case>()
const caseOf = (id: string): Case | undefined => cases.get(id)
const files = readRunFiles()
const ofCases = new Set(files.map(({ about }) => runAboutSchema.parse(JSON.parse(about)).caseId))

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

type Shipped = {
  readonly path: string
  readonly about: string
  readonly bytes: Uint8Array
  readonly header: RecordingHeader
  readonly recording: RecordedSession
}
let shipped: Shipped

beforeAll(async () => {
  for (const { path, text } of readCaseFiles(bankFolder))
    if ([...ofCases].some((id) => path.endsWith(`/${id}.yaml`))) {
      const found = readCase(text)
      cases.set(found.id, found)
    }
  const file = files.find(({ path }) => path.endsWith('alipay-success.strong.json'))
  if (file === undefined) throw new Error('the bank has no reference run of Alipay')
  const bytes = readFileSync(file.recording)
  const { header, recording } = await collectRecording(once(bytes))
  if (header === null) throw new Error('not a recording')
  shipped = { path: file.path, about: file.about, bytes, header, recording }
})

/** The shipped run with another stream or header, as a recording that is sound in itself. */
async function changed(
  change: (recording: RecordedSession) => RecordedSession,
  header: RecordingHeader = shipped.header,
  damaged = false,
): Promise<Uint8Array> {
  const { entries, edits } = change(shipped.recording)
  const chunks: Uint8Array[] = []
  const items = (async function* () {
    let next = 0
    for (const [at, entry] of entries.entries()) {
      for (; next < edits.length && (edits[next]?.n ?? 0) <= at; next++) {
        const edit = edits[next]
        if (edit) yield [{ kind: 'edit', edit } as const]
      }
      yield [{ kind: 'entry', entry } as const]
    }
    for (; next < edits.length; next++) {
      const edit = edits[next]
      if (edit) yield [{ kind: 'edit', edit } as const]
    }
    return { damaged }
  })()
  for await (const chunk of encodeRecording(header, items, null)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const lintedBytes = (bytes: Uint8Array | null) =>
  lintRun({ path: shipped.path, about: shipped.about, recording: bytes }, caseOf)
const lintedAbout = (about: object | string, path = shipped.path) =>
  lintRun(
    {
      path,
      about: typeof about === 'string' ? about : JSON.stringify({ ...JSON.parse(shipped.about), ...about }),
      recording: shipped.bytes,
    },
    caseOf,
  )
const rulesOf = (messages: Awaited<ReturnType<typeof lintRun>>): readonly string[] =>
  messages.filter(({ severity }) => severity === 'fault').map(({ rule }) => rule)
const without =
  (kind: ProjectedEntry['kind']) =>
  ({ entries, edits }: RecordedSession): RecordedSession => ({
    entries: entries.filter((entry) => entry.kind !== kind),
    edits,
  })

describe('the reference runs of the bank', () => {
  it('are a strong run and one at the bar of at least three cases, in two categories or more', () => {
    const levels = new Map<string, string[]>()
    for (const { about } of files) {
      const { caseId, level } = runAboutSchema.parse(JSON.parse(about))
      levels.set(caseId, [...(levels.get(caseId) ?? []), level].sort())
    }
    expect(levels.size).toBeGreaterThanOrEqual(3)
    for (const found of levels.values()) expect(found).toEqual(['at-the-bar', 'strong'])
    expect(new Set([...cases.values()].map((one) => one.public.category)).size).toBeGreaterThanOrEqual(2)
    expect(strayRecordings()).toEqual([])
    expect(
      loadRuns()
        .of('alipay-success')
        .map(({ level }) => level),
    ).toEqual(['strong', 'at-the-bar'])
    expect(loadRuns().read('alipay-success.strong')).toEqual(Uint8Array.from(shipped.bytes))
    expect(loadRuns().read('alipay-success.weak')).toBeNull()
  })

  it('have no fault', async () => {
    for (const { path, about, recording } of files) {
      const bytes = existsSync(recording) ? readFileSync(recording) : null
      expect(rulesOf(await lintRun({ path, about, recording: bytes }, caseOf)), path).toEqual([])
    }
  })
})

describe('a reference run with a fault', () => {
  it('in what is said of it', async () => {
    expect(rulesOf(await lintedAbout('{'))).toEqual(['run-about'])
    expect(rulesOf(await lintedAbout({ level: 'perfect' }))).toEqual(['run-about'])
    expect(rulesOf(await lintedAbout({ title: '' }))).toEqual(['run-about'])
    expect(rulesOf(await lintedAbout({ guide: 'more' }))).toEqual(['run-about'])
    expect(rulesOf(await lintedAbout({ caseId: 'nobody-knows' }))).toEqual(['run-case'])
    expect(rulesOf(await lintedAbout({ caseVersion: '1.0.0' }))).toEqual(['run-case', 'run-recording'])
    // What a smaller change of the case did to it is found part by part.
    expect(rulesOf(await lintedAbout({ caseVersion: '2.99.0' }))).toEqual(['run-recording'])
    expect(rulesOf(await lintedAbout({}, 'cases/trade-off/runs/other.json'))).toEqual(['run-name'])
  })

  it('in what was given: words that differ from the case of today are named, and are not a fault', async () => {
    const given = (messages: Awaited<ReturnType<typeof lintRun>>): readonly string[] =>
      messages
        .filter(({ rule, severity }) => rule === 'run-given' && severity === 'warning')
        .map(({ message }) => message)
    const { about, path, bytes } = shipped
    const today = cases.get('alipay-success')
    if (today === undefined) throw new Error('no case')
    const asPlayed = given(await lintRun({ path, about, recording: bytes }, caseOf))
    const [hint, ...hints] = today.guide.hints
    const [curveball] = today.guide.curveballs
    if (hint === undefined || curveball === undefined) throw new Error('no hints')
    const changedCase: Case = {
      ...today,
      public: { ...today.public, prompt: 'Another prompt.' },
      guide: {
        ...today.guide,
        hints,
        facts: today.guide.facts.map((fact) => ({ ...fact, text: `${fact.text} And more.` })),
      },
    }
    const then = given(await lintRun({ path, about, recording: bytes }, () => changedCase))
    expect(then).toContain('was given the prompt in other words than the case has today')
    expect(then.filter((words) => /the fact .* in other words/.test(words)).length).toBeGreaterThan(asPlayed.length)
  })

  it('in its recording: missing, too large, damaged, of another case, unfinished, or nearly empty', async () => {
    expect(rulesOf(await lintedBytes(null))).toEqual(['run-recording'])
    const large = new Uint8Array(mostRunBytes + 1)
    large.set(shipped.bytes)
    expect(rulesOf(await lintedBytes(large))).toEqual(['run-size', 'run-recording'])
    expect(rulesOf(await lintedBytes(shipped.bytes.subarray(0, shipped.bytes.length - 9)))).toEqual(['run-recording'])
    expect(rulesOf(await lintedBytes(await changed(without('round-ended'))))).toEqual(['run-recording'])
    expect(rulesOf(await lintedBytes(await changed(without('prompt-shown'))))).toContain('run-recording')
    expect(rulesOf(await lintedBytes(await changed((one) => ({ ...one, edits: one.edits.slice(0, 40) }))))).toEqual([
      'run-recording',
    ])
    expect(rulesOf(await lintedBytes(await changed((one) => one, shipped.header, true)))).toEqual(['run-recording'])
    const broken = await changed((one) => ({
      ...one,
      edits: one.edits.map((edit, at) => (at === 9 ? { ...edit, update: Uint8Array.of(255, 255) } : edit)),
    }))
    expect(rulesOf(await lintedBytes(broken))).toEqual(['run-recording'])
  })

  it('in its board or its phases, which are no longer those of the case', async () => {
    const restarted = (change: (data: Record<string, unknown>) => object) =>
      changed(({ entries, edits }) => ({
        entries: entries.map((entry) =>
          entry.kind === 'round-started'
            ? ({ ...entry, data: { ...entry.data, ...change(entry.data as Record<string, unknown>) } } as typeof entry)
            : entry,
        ),
        edits,
      }))
    const framework = (data: Record<string, unknown>) =>
      data.framework as { readonly version: number; readonly sections: [] }
    expect(
      rulesOf(await lintedBytes(await restarted((data) => ({ framework: { ...framework(data), version: 99 } })))),
    ).toEqual(['run-framework'])
    expect(
      rulesOf(
        await lintedBytes(
          await restarted((data) => ({
            framework: { ...framework(data), sections: framework(data).sections.slice(1) },
          })),
        ),
      ),
    ).toEqual(['run-framework'])
    expect(
      rulesOf(
        await lintedBytes(
          await restarted((data) => ({
            agenda: (data.agenda as { readonly minutes: number }[]).map((phase) => ({ ...phase, minutes: 3 })),
          })),
        ),
      ),
    ).toEqual(['run-phases'])
    expect(rulesOf(await lintedBytes(await changed(withoutLast('phase-started'))))).toEqual(['run-phases'])
  })

  it('in its length: seven minutes of a slot of twenty', async () => {
    const start = shipped.recording.entries.find(({ kind }) => kind === 'round-started')?.at ?? 0
    const ended = (minutes: number) =>
      changed(({ entries, edits }) => ({
        entries: entries.map((entry) =>
          entry.kind === 'round-ended' ? { ...entry, at: start + minutes * 60_000 } : entry,
        ),
        edits,
      }))
    const messages = await lintRun({ ...shipped, recording: await ended(7) }, caseOf)
    expect(messages.filter(({ severity }) => severity === 'fault').map(({ rule, message }) => [rule, message])).toEqual(
      [['run-length', 'took 7 minutes of a slot of 20: a run takes 16 to 25']],
    )
    expect(rulesOf(await lintedBytes(await ended(16)))).toEqual([])
    expect(rulesOf(await lintedBytes(await ended(26)))).toEqual(['run-length'])
  })

  it('in its audience: a view of the desk, an entry that not everybody sees, words of the guide that were not given', async () => {
    const desk = { ...shipped.header, view: { kind: 'shared', audience: 'desk', names: true, words: false } as const }
    expect(rulesOf(await lintedBytes(await changed((one) => one, desk)))).toEqual(['run-audience'])
    const more = (kind: string, data: object) =>
      changed(({ entries, edits }) => ({
        entries: [
          ...entries.slice(0, -1),
          {
            ...entries.at(-1),
            kind,
            data: { ...data, round: 'r1' },
          } as unknown as ProjectedEntry,
          ...entries.slice(-1),
        ],
        edits,
      }))
    expect(rulesOf(await lintedBytes(await more('moment-marked', { label: 'good' })))).toEqual(['run-audience'])
    const guide = cases.get('alipay-success')?.guide
    const leaked = await more('fact-asked', { question: guide?.brief.truth.slice(0, 180), fact: null })
    expect(rulesOf(await lintedBytes(leaked))).toContain('run-audience')
  })
})

function withoutLast(kind: ProjectedEntry['kind']) {
  return ({ entries, edits }: RecordedSession): RecordedSession => {
    const last = entries.findLastIndex((entry) => entry.kind === kind)
    return { entries: entries.filter((_, at) => at !== last), edits }
  }
}
