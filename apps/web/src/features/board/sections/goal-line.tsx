import { memo, useId, useLayoutEffect, useRef } from 'react'
import { useBoardContext } from '../board-context.ts'
import { useArrowSteps } from '../focus/use-arrow-steps.ts'
import type { SectionModel } from '../model/board-model.ts'
import { LineLayout } from './line-layout.tsx'

/** A section of layout `line`: pinned at the top of the board, at every size. */
export const GoalLine = memo(function GoalLine({ model }: { readonly model: SectionModel }) {
  const { ui, isBeside } = useBoardContext()
  const heading = useId()
  const root = useRef<HTMLElement>(null)
  const onArrow = useArrowSteps(root)
  const first = model.cards[0]?.card.item.id ?? null
  useLayoutEffect(() => {
    ui.setTabStop(model.section.id, first)
    return () => ui.setTabStop(model.section.id, null)
  }, [ui, model.section.id, first])
  return (
    <section
      ref={root}
      role={isBeside ? 'group' : undefined}
      className="board-goal"
      aria-labelledby={heading}
      data-section={model.section.id}
      data-layout="line"
    >
      <h2 id={heading} title={model.section.purpose}>
        {model.section.title}
      </h2>
      <LineLayout model={model} onArrow={onArrow} />
    </section>
  )
})
