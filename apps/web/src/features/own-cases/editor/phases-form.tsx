import { caseMinutes } from '@greenroom/question-bank'
import { toPlaceholder } from '@greenroom/question-bank/authoring'
import { t } from '@lingui/core/macro'
import { Plus } from 'lucide-react'
import { Button } from '../../../design/index.ts'
import { type Draft, freshId, insertAt, listAt, moveAt, removeAt, textAt } from '../../own-case-list/draft.ts'
import { type Field, numberAt, sectionChoices } from '../form/fields.ts'
import { CaseFields } from './case-fields.tsx'
import { ListItem } from './field-list.tsx'
import { exactly, useCaseForm, within } from './form-context.ts'
import { Messages } from './messages.tsx'

const publicPath = ['public', 'phases'] as const
const guidePath = ['guide', 'phases'] as const

const publicFields: readonly Field[] = [
  { kind: 'line', key: 'name', label: t`Phase`, ask: t`Clarify and purpose` },
  {
    kind: 'group',
    key: 'minutes',
    label: '',
    fields: [
      { kind: 'number', key: '45', label: t`Minutes, 45-minute slot`, half: true },
      { kind: 'number', key: '20', label: t`Minutes, 20-minute cut`, optional: true, half: true },
    ],
  },
  {
    kind: 'many',
    key: 'sections',
    label: t`Open sections (empty: the usual ones)`,
    choices: sectionChoices,
    optional: true,
    add: t`Add a section`,
  },
]
const guideFields: readonly Field[] = [
  { kind: 'text', key: 'goal', label: t`Goal`, ask: t`What has been achieved by the end of this phase.`, rows: 2 },
  { kind: 'line', key: 'moveOnWhen', label: t`Move on when`, ask: t`The sign that it is time to move on.` },
  { kind: 'line', key: 'ifStuck', label: t`If stuck`, ask: t`One sentence to say when they are stuck.` },
]

/** A phase has a side for everybody (name, minutes, sections) and one for the desk, under the same id. */
export function PhasesForm() {
  const { draft, change, messages, setOpen } = useCaseForm()
  const phases = listAt(draft, publicPath)
  const desk = listAt(draft, guidePath)
  const deskIndex = (id: string) => desk.findIndex((one) => textAt(one, ['id']) === id)
  const both = (edit: (draft: Draft, path: readonly string[], index: number) => unknown, index: number) =>
    change((now) => {
      const id = textAt(listAt(now, publicPath)[index], ['id'])
      const other = listAt(now, guidePath).findIndex((one) => textAt(one, ['id']) === id)
      const edited = edit(now, publicPath, index) as Draft
      return other < 0 ? edited : edit(edited, guidePath, other)
    })
  const add = () => {
    const id = freshId('phase', phases)
    change((now) => {
      const phase = { id, name: toPlaceholder(t`Clarify and purpose`), minutes: { 45: 5 }, sections: ['goal'] }
      const asks = {
        id,
        goal: toPlaceholder(t`What has been achieved by the end of this phase.`),
        moveOnWhen: toPlaceholder(t`The sign that it is time to move on.`),
        ifStuck: toPlaceholder(t`One sentence to say when they are stuck.`),
      }
      return insertAt(insertAt(now, publicPath, phases.length, phase), guidePath, desk.length, asks)
    })
    setOpen([...publicPath, phases.length].join('/'), true)
  }
  return (
    <section aria-label={t`Phases`} className="flex flex-col gap-2">
      <Sums phases={phases} />
      <Messages messages={[...exactly(messages, publicPath), ...exactly(messages, guidePath)]} />
      <ul className="flex flex-col gap-1.5">
        {phases.map((phase, index) => {
          const id = textAt(phase, ['id'])
          const other = deskIndex(id)
          const minutes = [numberAt(phase, ['minutes', '45']), numberAt(phase, ['minutes', '20'])]
          return (
            <ListItem
              key={id || index}
              path={[...publicPath, index]}
              list={publicPath}
              index={index}
              count={phases.length}
              item={phase}
              noun="phase"
              title={`${index + 1}. ${textAt(phase, ['name'])}`}
              aside={t`${minutes.join(' / ')} min`}
              onMove={(by) => both((now, path, at) => moveAt(now, path, at, by), index)}
              onRemove={() => both((now, path, at) => removeAt(now, path, at), index)}
            >
              <Messages messages={exactly(messages, [...publicPath, index])} />
              <CaseFields fields={publicFields} base={[...publicPath, index]} />
              {other >= 0 && (
                <div className="border-t border-line pt-4">
                  <p className="mb-3 text-sm font-semibold text-ink">{t`For the interviewer`}</p>
                  <Messages messages={exactly(messages, [...guidePath, other])} />
                  <CaseFields fields={guideFields} base={[...guidePath, other]} />
                </div>
              )}
            </ListItem>
          )
        })}
      </ul>
      <Messages
        messages={within(messages, guidePath).filter(({ at }) => {
          const phase = desk[Number(at[2])]
          return phase !== undefined && !phases.some((one) => textAt(one, ['id']) === textAt(phase, ['id']))
        })}
      />
      <Button size="sm" className="self-start" onPress={add}>
        <Plus aria-hidden="true" />
        {t`Add a phase`}
      </Button>
    </section>
  )
}

const Sums = ({ phases }: { readonly phases: readonly unknown[] }) => (
  <p className="tabular text-sm text-ink-soft">
    {([45, 20] as const)
      .map((cut) => {
        const sum = phases.reduce<number>((minutes, phase) => minutes + numberAt(phase, ['minutes', String(cut)]), 0)
        const { least, most } = caseMinutes[cut]
        const meant = least === most ? least : t`${least} to ${most}`
        return cut === 45
          ? t`45-minute slot: ${sum} minutes (should be ${meant})`
          : t`20-minute cut: ${sum} minutes (should be ${meant})`
      })
      .join(' · ')}
  </p>
)
