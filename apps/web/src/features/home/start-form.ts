import type { CreateSessionBody, OwnCaseKey } from '@greenroom/protocol'
import {
  type Coverage,
  ownerMayPrepareFrom,
  type Seat,
  type SessionMode,
  textLimits,
  typedWords,
} from '@greenroom/session'
import { readCallLink } from '../../words/call-link.ts'
import { type DrawFilters, drawCommandOf, noDrawFilters } from '../bank/draw-filters.ts'

/** The state of a new session's form. Every choice keeps its value while another hides it. */
export type StartForm = {
  readonly name: string
  readonly mode: SessionMode
  readonly cut: '45' | '20'
  readonly coverage: Coverage
  readonly seats: { readonly peer: Seat; readonly coaching: Seat }
  readonly caseFrom: 'drawn' | 'chosen' | 'later'
  readonly filters: DrawFilters
  readonly caseId: string | null
  /** The loop whose rounds the session holds; empty: single rounds. */
  readonly loop: string
  readonly callLink: string
  /** Cases that are not drawn, in addition to those that this browser has seen. */
  readonly except: readonly string[]
  /** What the candidate wants to work on; empty: nothing yet. */
  readonly focus: string
}

export function emptyStartForm(
  name: string,
  caseId: string | null,
  filters: DrawFilters = noDrawFilters,
  loop = '',
  cut: StartForm['cut'] = '45',
): StartForm {
  return {
    name,
    mode: 'peer',
    cut,
    coverage: 'learning',
    seats: { peer: 'interviewer', coaching: 'mentor' },
    caseFrom: caseId ? 'chosen' : 'drawn',
    filters,
    caseId,
    loop,
    callLink: '',
    except: [],
    focus: '',
  }
}

export function seatOfForm(form: StartForm): Seat {
  return form.mode === 'solo' ? 'candidate' : form.seats[form.mode]
}

export function mayPrepareCase(form: StartForm): boolean {
  return ownerMayPrepareFrom(form.mode, seatOfForm(form))
}

export type StartFault = 'name' | 'callLink' | 'caseId'

export function faultsOf(form: StartForm): readonly StartFault[] {
  const faults: StartFault[] = []
  if (typedWords(form.name) === '' || form.name.trim().length > textLimits.name) faults.push('name')
  const link = form.callLink.trim()
  if (link !== '' && (link.length > textLimits.callLink || readCallLink(link) === null)) faults.push('callLink')
  if (form.loop === '' && mayPrepareCase(form) && form.caseFrom === 'chosen' && form.caseId === null)
    faults.push('caseId')
  return faults
}

/** `ownKey`: opens an own case. `null` for a case of the bank. */
type OwnKeyOf = (caseId: string) => OwnCaseKey | null

/** `seen`: cases that are not drawn. */
export function bodyOf(form: StartForm, seen: readonly string[], ownKey: OwnKeyOf = () => null): CreateSessionBody {
  return {
    mode: form.mode,
    cut: form.cut === '45' ? 45 : 20,
    coverage: form.coverage,
    callLink: readCallLink(form.callLink),
    name: form.name.trim(),
    seat: seatOfForm(form),
    ...(form.loop !== '' && { loop: form.loop }),
    case: caseOf(form, seen, ownKey),
  }
}

const caseOf = (form: StartForm, seen: readonly string[], ownKey: OwnKeyOf): CreateSessionBody['case'] => {
  if (!mayPrepareCase(form)) return { kind: 'later' }
  // The server draws it from the loop’s first round.
  if (form.loop !== '') return { kind: 'drawn', ...drawCommandOf(noDrawFilters), seen: [...seen] }
  if (form.caseFrom === 'later') return { kind: 'later' }
  if (form.caseFrom === 'chosen') {
    if (form.caseId === null) return { kind: 'later' }
    const key = ownKey(form.caseId)
    return key === null ? { kind: 'chosen', caseId: form.caseId } : { kind: 'own', ...key }
  }
  return {
    kind: 'drawn',
    ...drawCommandOf(form.filters),
    seen: [...seen],
  }
}

/** The parts of the sentence that sums up the form; each opens its own choices. */
export type SentencePart = 'length' | 'seat' | 'case' | 'more'

/** Where a fault is corrected; the name is outside the sentence. */
export function partOfFault(fault: StartFault): SentencePart | null {
  switch (fault) {
    case 'name':
      return null
    case 'callLink':
      return 'more'
    case 'caseId':
      return 'case'
  }
}
