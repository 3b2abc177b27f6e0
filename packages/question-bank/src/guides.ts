/** The door to the guides: Node only, and never for a page. */
export { type Bank, createBank, loadBank, loadLoops } from './bank.ts'
export { bankFolder, loopsFolder, readCaseFiles } from './case-folder.ts'
export { bridgeTo, casesOfRound, loopPlanOf, publicLoopOf } from './loops.ts'
export { agendaOf, guideOf, type PreparedCase, prepareCase, publicPartOf } from './prepare-case.ts'
export { readCase } from './read-case.ts'
export { type Case, caseSchema } from './schema/case.ts'
export type { Loop } from './schema/loop.ts'
