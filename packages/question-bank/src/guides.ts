/** The door to the guides: Node only, and never for a page. */
export { type Bank, createBank, loadBank } from './bank.ts'
export { bankFolder, readCaseFiles } from './case-folder.ts'
export { agendaOf, guideOf, type PreparedCase, prepareCase, publicPartOf } from './prepare-case.ts'
export { readCase } from './read-case.ts'
export { type Case, caseSchema } from './schema/case.ts'
