import type { ReferenceItem } from '../../schema/reference-board.ts'
import type { CaseRule } from '../lint-message.ts'

const limited: ReadonlySet<string | undefined> = new Set(['guardrail', 'counter'])

const aNumber =
  /\d|\b(?:any|zero|none|one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|third|quarter|fifth|tenth|twice|doubled?|doubles)\b/iu

/** “12% today”, “73% last winter”: the present value, and not the value at which somebody acts. */
const onlyWhereItStands = /^\S+ (?:today|now|last \p{L}+)$/iu

/** What is wrong with a limit, as the end of a sentence. `null` if nothing is. */
function wrongWith(threshold: string): string | null {
  if (threshold === '') return 'has no limit; write at which number somebody acts in its threshold'
  if (!aNumber.test(threshold))
    return `has a limit without a number (“${threshold}”); write at which number somebody acts`
  if (onlyWhereItStands.test(threshold))
    return `says only where it stands (“${threshold}”); write at which number somebody acts`
  return null
}

function faultOf(index: number, item: ReferenceItem) {
  if (item.kind !== 'metric' || !limited.has(item.fields.metricKind)) return []
  const wrong = wrongWith((item.fields.threshold ?? '').trim())
  return wrong === null
    ? []
    : [
        {
          at: ['guide', 'referenceBoard', 'items', index, 'id'],
          message: `the ${item.fields.metricKind} ${item.id} ${wrong}`,
        },
      ]
}

export const limitedGuardrails: CaseRule = {
  id: 'limited-guardrails',
  guarantees:
    'Every guardrail and every counter-metric of the reference board has a limit: the number at which somebody acts.',
  check: ({ case: { guide } }) =>
    [...guide.referenceBoard.items.entries()].flatMap(([index, item]) => faultOf(index, item)),
}
