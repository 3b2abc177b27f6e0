import { type BankCase, bankCaseSchema, referenceRunSchema } from '@greenroom/protocol'
import { type CaseFilters, drawCase, drawFromMix, publicLoopSchema } from '@greenroom/question-bank'
import {
  type Bank,
  bridgeTo,
  casesOfRound,
  loopPlanOf,
  prepareCase,
  publicLoopOf,
  type ReferenceRuns,
  runIdOf,
} from '@greenroom/question-bank/guides'
import { loopPlanSchema, type PreparedCase, preparedCaseSchema } from '@greenroom/session'
import type { CaseBank } from '../ports.ts'

const oneOrAny = (value: string | null | undefined): readonly string[] =>
  value === null || value === undefined ? [] : [value]

const noRuns: ReferenceRuns = { of: () => [], read: () => null }

/** What of the bank may leave the server: all of it has passed the schema of the public part. */
const readShown = (bank: Bank, runs: ReferenceRuns) => {
  const loops = [...bank.loops.values()].map((loop) => publicLoopSchema.parse(publicLoopOf(loop)))
  const loopsOf = (caseId: string) => loops.filter(({ cases }) => cases.includes(caseId)).map(({ id }) => id)
  const list = bank.publicParts.map(
    ({ caseId, ...part }): BankCase =>
      bankCaseSchema.parse({ caseId, ...part, loops: loopsOf(caseId), hasRun: runs.of(caseId).length > 0 }),
  )
  return { loops, list, byId: new Map(list.map((part) => [part.caseId, part])) }
}

/** The case bank as the server uses it. */
export function openCaseBank(bank: Bank, runs: ReferenceRuns = noRuns): CaseBank {
  // Made when somebody first looks: a server that starts has other things to do.
  let made: ReturnType<typeof readShown> | null = null
  const shown = () => {
    made ??= readShown(bank, runs)
    return made
  }
  const prepared = new Map<string, PreparedCase>()
  return {
    list: () => shown().list,
    read: (caseId) => shown().byId.get(caseId) ?? null,
    prepare: (caseId, cut) => {
      const found = bank.cases.get(caseId)
      if (found === undefined) return null
      const key = `${cut} ${caseId}`
      const ready = prepared.get(key) ?? preparedCaseSchema.parse(prepareCase(found, cut))
      prepared.set(key, ready)
      return ready
    },
    draw: ({ category, difficulty, industry, company, skill, mostMinutes, mix }, seen, random) => {
      const filters: CaseFilters = {
        categories: oneOrAny(category),
        difficulties: oneOrAny(difficulty),
        industries: oneOrAny(industry),
        companies: oneOrAny(company),
        skills: oneOrAny(skill),
        mostMinutes: mostMinutes ?? null,
      }
      const weights = category || !mix ? undefined : bank.loops.get(mix)?.track.mix
      const drawn =
        weights === undefined
          ? drawCase(bank.publicParts, filters, seen, random)
          : drawFromMix(bank.publicParts, weights, filters, seen, random)
      return drawn?.caseId ?? null
    },
    loops: () => shown().loops,
    loop: (id) => {
      const found = bank.loops.get(id)
      return found === undefined ? null : loopPlanSchema.parse(loopPlanOf(found))
    },
    drawInLoop: (id, round, seen, random) => {
      const found = bank.loops.get(id)
      const named = new Set(found === undefined ? [] : casesOfRound(found, round - 1))
      const among = bank.publicParts.filter(({ caseId }) => named.has(caseId))
      return drawCase(among, {}, seen, random)?.caseId ?? null
    },
    bridge: (id, round, caseId) => {
      const found = bank.loops.get(id)
      return found === undefined ? null : bridgeTo(found, round - 1, caseId)
    },
    runs: (caseId) => runs.of(caseId).map((run) => referenceRunSchema.parse({ ...run, id: runIdOf(run) })),
    readRun: (caseId, runId) => (runs.of(caseId).some((run) => runIdOf(run) === runId) ? runs.read(runId) : null),
  }
}
