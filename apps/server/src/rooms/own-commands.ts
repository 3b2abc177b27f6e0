import {
  agendaAdvancesAt,
  type Command,
  type ParticipantId,
  quietEndsAt,
  type SessionState,
  trayCountDueAt,
} from '@greenroom/session'
import type { Clock } from '../ports.ts'
import { SeatAbsence } from './seat-absence.ts'

type OwnCommandsDeps = {
  readonly clock: Clock
  readonly state: () => SessionState
  readonly isHere: (participant: ParticipantId) => boolean
  /** Runs a command on nobody's behalf. A rejection is a broken assumption. */
  readonly run: (command: Command) => Promise<unknown>
  readonly broken: (error: unknown) => void
}

type OwnKind = 'agenda' | 'absence' | 'quiet' | 'tray'

/** What a room does unasked. One command of a kind at a time; one that is refused is tried again by the next sweep. */
export class OwnCommands {
  readonly #deps: OwnCommandsDeps
  readonly #absence = new SeatAbsence()
  readonly #underWay = new Set<OwnKind>()

  constructor(deps: OwnCommandsDeps) {
    this.#deps = deps
  }

  /** Solo: nobody presses a key for the next phase. */
  runAgenda(): void {
    const due = agendaAdvancesAt(this.#deps.state())
    if (due !== null && due <= this.#deps.clock.now()) this.#run('agenda', { kind: 'advanceAgenda' })
  }

  /** Quiet time ends without anybody pressing a key. */
  runQuiet(): void {
    const due = quietEndsAt(this.#deps.state())
    if (due !== null && due <= this.#deps.clock.now()) this.#run('quiet', { kind: 'endDueQuiet' })
  }

  /** The desk learns how many cards the candidate's tray holds, a few seconds late. */
  countTray(): void {
    const due = trayCountDueAt(this.#deps.state())
    if (due !== null && due <= this.#deps.clock.now()) this.#run('tray', { kind: 'countTray' })
  }

  /** Records which seat holders have been gone for long, and which of them are back. */
  noteAbsence(): void {
    if (this.#underWay.has('absence')) return
    const { state, isHere, clock } = this.#deps
    const command = this.#absence.read(state(), isHere, clock.monotonic())
    if (command !== null) this.#run('absence', command)
  }

  /** Whether the clock alone will make something due: a phase or a quiet time that ends, or somebody who has been gone for a moment. */
  isWaiting(): boolean {
    const state = this.#deps.state()
    const due = agendaAdvancesAt(state) ?? quietEndsAt(state) ?? trayCountDueAt(state)
    return this.#underWay.size > 0 || due !== null || this.#absence.isWaiting()
  }

  #run(kind: OwnKind, command: Command): void {
    if (this.#underWay.has(kind)) return
    this.#underWay.add(kind)
    this.#deps
      .run(command)
      .catch(this.#deps.broken)
      .finally(() => this.#underWay.delete(kind))
  }
}
