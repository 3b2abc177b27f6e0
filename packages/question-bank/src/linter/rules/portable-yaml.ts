import { parseDocument } from 'yaml'
import type { CaseSource, PlainScalar } from '../case-source.ts'
import type { CaseRule, Fault } from '../lint-message.ts'

type Reading = string | number | boolean | bigint | Date | null

/** Words that are spelt alike mean the same everywhere: each is parsed once. */
const readings = new Map<string, { readonly old: Reading; readonly now: Reading }>()

function readingsOf(written: string): { readonly old: Reading; readonly now: Reading } {
  const known = readings.get(written)
  if (known !== undefined) return known
  const read = (version: '1.1' | '1.2') => parseDocument(written, { version, merge: false }).toJS() as Reading
  const both = { old: read('1.1'), now: read('1.2') }
  readings.set(written, both)
  return both
}

/** No plain scalar with a space in it is anything but text; longer ones are not a keyword in either version. */
const couldDiffer = (written: string): boolean => written.length <= 40 && !/\s/.test(written)

/**
 * Parsers of YAML 1.1 (PyYAML, Ruby) read `on` and `yes` as booleans and `1:35` as 95; PyYAML refuses a plain `?` between brackets. A
 * date is the same day to all of them, and may stay as it is.
 */
function faultOf({ written, inFlow }: PlainScalar): string | null {
  if (inFlow && written.includes('?'))
    return `put “${written}” in quotation marks: some parsers refuse a ? between brackets`
  if (!couldDiffer(written)) return null
  const { old, now } = readingsOf(written)
  if (Object.is(old, now) || old instanceof Date) return null
  return `put “${written}” in quotation marks: a parser of YAML 1.1 reads it as ${String(old)}`
}

/** The scalars of a file that parsers read in different ways. */
export function portableFaults({ plainScalars }: Pick<CaseSource, 'plainScalars'>): Fault[] {
  return plainScalars.flatMap((scalar) => {
    const message = faultOf(scalar)
    return message === null ? [] : [{ at: scalar.at, key: scalar.isKey, message }]
  })
}

export const portableYaml: CaseRule = {
  id: 'portable-yaml',
  guarantees: 'Every YAML parser reads the file the same way, whether it speaks YAML 1.1 or 1.2.',
  check: ({ source }) => portableFaults(source),
}
