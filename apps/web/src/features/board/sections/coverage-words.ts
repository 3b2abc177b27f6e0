import { t } from '@lingui/core/macro'
import { type BoardModel, coverageOf } from '../model/board-model.ts'

/** A count, not a judgement: an empty section may be a good decision. */
export function coverageWords(model: BoardModel): string {
  const { filled, sections } = coverageOf(model)
  return t`${filled} of ${sections} sections in use`
}
