import { bankFolder, loopsFolder, readCaseFiles } from './case-folder.ts'
import { type CheckedCases, openCheckedCases } from './checked-cases.ts'
import { publicPartOf } from './prepare-case.ts'
import type { Case } from './schema/case.ts'
import type { Loop } from './schema/loop.ts'
import type { PublicPart } from './schema/public-part.ts'

/** Cases with their guides. Never pass one to a page: `publicParts` is what may leave the server. */
export type Bank = {
  readonly cases: ReadonlyMap<string, Case>
  readonly publicParts: readonly PublicPart[]
  /** By id. `publicLoopOf` is what may leave the server. */
  readonly loops: ReadonlyMap<string, Loop>
}

const byId = <Entry extends { readonly id: string }>(entries: readonly Entry[]): ReadonlyMap<string, Entry> =>
  new Map(entries.map((entry) => [entry.id, entry]))

/** A bank of parsed cases and loops. Of two cases with one id the later one is found by it: lint them first. */
export function createBank(cases: readonly Case[], loops: readonly Loop[] = []): Bank {
  return { cases: byId(cases), publicParts: cases.map(publicPartOf), loops: byId(loops) }
}

/** The loops below a folder. Throws at the first file that is not a loop, naming it. */
export function loadLoops(folder: string = loopsFolder, checked: CheckedCases = openCheckedCases(null)): Loop[] {
  return readCaseFiles(folder).map(({ path, text }) => {
    try {
      return checked.readLoop(text)
    } catch (cause) {
      throw new Error(`${path} is not a loop; lint it to see why`, { cause })
    }
  })
}

/**
 * Reads all case files below a folder, by default the cases that come with the package. Throws at the first file that is not a case, naming
 * it: the linter keeps such a file out of the bank. `cache`: a file that makes the next load faster.
 */
export function loadBank(folder: string = bankFolder, cache: string | null = null): Bank {
  const checked = openCheckedCases(cache)
  const cases = readCaseFiles(folder).map((file) => {
    try {
      return checked.read(file.text)
    } catch (cause) {
      throw new Error(`${file.path} is not a case file; lint it to see why`, { cause })
    }
  })
  const loops = folder === bankFolder ? loadLoops(loopsFolder, checked) : []
  checked.save()
  let whole: Bank['cases'] | null = null
  return {
    // A server that starts needs none of them yet.
    get cases() {
      whole ??= byId(cases.map((one) => one.whole()))
      return whole
    },
    publicParts: cases.map(({ part }) => part),
    loops: byId(loops),
  }
}
