/**
 * Replaces `programs.ts` where the server has been built, as `npm test` does before its tests: threads and child processes are then those
 * that `npm start` runs, which start in a tenth of the processor time that their sources take. See `vitest.config.ts`.
 */
export function besideThis(path: string): URL {
  return new URL(`../../dist/${path}.js`, import.meta.url)
}
