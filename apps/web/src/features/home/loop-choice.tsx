import { plural, t } from '@lingui/core/macro'
import { Select } from '../../design/index.ts'
import { loopsOf, useLoops } from '../bank/loops.ts'
import type { StartForm } from './start-form.ts'

const single = 'single'

/** Single rounds, or the rounds of a loop, each with a case drawn from it. */
export function LoopChoice({
  form,
  onChange,
}: {
  readonly form: StartForm
  readonly onChange: (change: Partial<StartForm>) => void
}) {
  const loops = loopsOf(useLoops())
  const chosen = loops.find(({ id }) => id === form.loop)
  const pending = form.loop !== '' && chosen === undefined ? [{ id: form.loop, label: t`A loop` }] : []
  return (
    <Select
      label={t`Loop`}
      choices={[
        { id: single, label: t`Single rounds` },
        ...loops.map(({ id, title, track }) => ({ id, label: title, description: track.summary })),
        ...pending,
      ]}
      value={form.loop === '' ? single : form.loop}
      onChange={(value) => onChange({ loop: value === null || value === single ? '' : String(value) })}
      description={
        chosen === undefined
          ? t`One case after another, as you choose.`
          : t`${plural(chosen.rounds.length, { one: '# round', other: '# rounds' })} with one story. Each case is drawn from the loop, unseen by the candidate.`
      }
    />
  )
}
