import { type BoardModel, coverageOf } from '../model/board-model.ts'

/** A count, not a judgement: an empty section may be a good decision. */
export const CoverageHint = ({ model }: { readonly model: BoardModel }) => {
  const { filled, sections } = coverageOf(model)
  return (
    <p className="board-coverage">
      {filled} of {sections} sections in use
    </p>
  )
}
