import { pointOf, recordNumber } from '../../apps/web/src/features/progress/testing-records.ts'
import type { Actor } from '../fixtures/chromium.ts'

/** Makes this browser one in which two rounds were played, and two others interviewed. */
export async function practised({ page }: Actor): Promise<void> {
  const records = [
    recordNumber(2, { guardrails: [3, 3, 2] }),
    recordNumber(1, { guardrails: [4, 3, 2] }, { points: [pointOf()] }),
  ]
  const text = JSON.stringify({ version: 1, records, marks: [], appointments: [] })
  await page.addInitScript((kept) => {
    for (const key of ['greenroom.progress', 'greenroom.coach'])
      if (localStorage.getItem(key) === null) localStorage.setItem(key, kept)
  }, text)
}
