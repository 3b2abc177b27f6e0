import type { Guide } from '@greenroom/question-bank'
import { isAtDesk, mayRelease } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Check, Send } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge, Button, Disclosure, Switch } from '../../design/index.ts'
import { FactText } from './fact-text.tsx'
import type { GuideProps } from './guide-props.ts'
import { hintPrice } from './hint-price.ts'
import { Stamp } from './stamp.tsx'

/** The kinds of parts in a phase of the guide, each as a titled list; nothing for an empty one. */
const PartList = ({
  title,
  children,
  count,
}: {
  readonly title: string
  readonly count: number
  readonly children: ReactNode
}) =>
  count === 0 ? null : (
    <section>
      <h3 className="mb-1.5 text-xs font-medium text-ink-faint">{title}</h3>
      <ul className="flex flex-col gap-1.5">{children}</ul>
    </section>
  )

const Card = ({ children }: { readonly children: ReactNode }) => (
  <li className="rounded-md border border-line bg-raised px-2.5 py-2 text-sm">{children}</li>
)

const states = { give: t`Say`, 'ask-back': t`Turn it back to them`, 'not-known': t`Not known` } as const

export function ClarifyingList({ parts }: { readonly parts: Guide['clarifying'] }) {
  return (
    <PartList title={t`If they ask`} count={parts.length}>
      {parts.map((part) => (
        <Card key={part.id}>
          <p className="text-ink-soft">“{part.question}”</p>
          <p className="mt-1 flex items-start gap-2 text-ink">
            <Badge tone={part.state === 'give' ? 'accent' : part.state === 'ask-back' ? 'info' : 'neutral'}>
              {states[part.state]}
            </Badge>
            <span>{part.answer}</span>
          </p>
        </Card>
      ))}
    </PartList>
  )
}

/** The button of a card that is given once, or when it was given. */
const Hand = ({
  done,
  startedAt,
  label,
  name,
  disabled,
  onPress,
}: {
  readonly done: number | null
  readonly startedAt: number | null
  readonly label: string
  readonly name: string
  readonly disabled: boolean
  readonly onPress: () => void
}) =>
  done === null ? (
    <Button size="sm" aria-label={`${label}: ${name}`} isDisabled={disabled} onPress={onPress}>
      <Send aria-hidden="true" />
      {label}
    </Button>
  ) : (
    <span className="flex shrink-0 items-center gap-1 whitespace-nowrap py-1.5 text-xs font-medium text-accent-ink">
      <Check aria-hidden="true" className="size-3.5" />
      {t`Already given`}
      <Stamp at={done} startedAt={startedAt} />
    </span>
  )

const releaseWords = (fact: Guide['facts'][number]): string => {
  switch (fact.release.on) {
    case 'request':
      return t`When asked for ${fact.release.for}`
    case 'phase':
      return t`At the start of this phase`
    case 'curveball':
      return t`With the curveball`
  }
}

export function FactList({
  round,
  session,
  me,
  connected,
  send,
  parts,
  title = 'Facts',
}: GuideProps & { readonly parts: Guide['facts']; readonly title?: string }) {
  return (
    <PartList title={title} count={parts.length}>
      {parts.map((fact) => (
        <Card key={fact.id}>
          <div className="flex items-start justify-between gap-2">
            <div className="min-w-0">
              <p className="font-medium text-ink">{fact.label}</p>
              <p className="text-xs text-ink-faint">
                {releaseWords(fact)}
                {fact.redHerring && t` · red herring`}
              </p>
            </div>
            <Hand
              done={round.facts.find((one) => one.fact === fact.id)?.at ?? null}
              startedAt={round.startedAt}
              label={t`Give`}
              name={fact.label}
              disabled={!connected || !mayRelease(session, me)}
              onPress={() => void send({ kind: 'releaseFact', fact: fact.id })}
            />
          </div>
          <Disclosure title={<span className="font-normal text-ink-soft">{t`Show the text`}</span>} level={4}>
            <FactText text={fact.text} />
            {fact.deskNote && (
              <p className="mt-1.5 text-xs text-ink-faint">
                <Trans>For you: {fact.deskNote}</Trans>
              </p>
            )}
          </Disclosure>
        </Card>
      ))}
    </PartList>
  )
}

export function HintList({
  round,
  session,
  me,
  connected,
  send,
  guide,
  parts,
}: GuideProps & { readonly parts: Guide['hints'] }) {
  return (
    <PartList title={t`Hints`} count={parts.length}>
      {[...parts]
        .sort((a, b) => a.rung - b.rung)
        .map((hint) => (
          <Card key={hint.id}>
            <div className="flex items-start justify-between gap-2">
              <div className="min-w-0">
                <p className="text-ink">{hint.text}</p>
                <p className="mt-0.5 text-xs text-ink-faint">{hintPrice(hint, guide.rubric)}</p>
              </div>
              <Hand
                done={round.hints.find((one) => one.hint === hint.id)?.at ?? null}
                startedAt={round.startedAt}
                label={t`Give`}
                name={t`hint ${hint.rung}`}
                disabled={!connected || !mayRelease(session, me)}
                onPress={() => void send({ kind: 'giveHint', hint: hint.id })}
              />
            </div>
          </Card>
        ))}
    </PartList>
  )
}

export function ProbeList({
  round,
  session,
  me,
  connected,
  send,
  parts,
}: GuideProps & { readonly parts: Guide['probes'] }) {
  return (
    <PartList title={t`Probes`} count={parts.length}>
      {parts.map((probe) => (
        <Card key={probe.id}>
          {probe.ladder !== undefined && (
            <p className="mb-0.5 text-xs text-ink-faint">
              <Trans>
                {probe.ladder} · question {probe.rung}
              </Trans>
            </p>
          )}
          <Switch
            isSelected={round.probes[probe.id] ?? false}
            isDisabled={!connected || !isAtDesk(session, me) || round.status !== 'running'}
            onChange={(asked) => void send({ kind: 'tickProbe', probe: probe.id, asked })}
          >
            {probe.text}
          </Switch>
          <Disclosure title={<span className="font-normal text-ink-soft">{t`A strong reply`}</span>} level={4}>
            <p className="text-ink-soft">{probe.strong}</p>
          </Disclosure>
        </Card>
      ))}
    </PartList>
  )
}

export function CurveballList({
  round,
  session,
  me,
  connected,
  send,
  parts,
}: GuideProps & { readonly parts: Guide['curveballs'] }) {
  return (
    <PartList title={t`Curveballs`} count={parts.length}>
      {parts.map((curveball) => (
        <Card key={curveball.id}>
          <div className="flex items-start justify-between gap-2">
            <div className="min-w-0">
              <p className="text-ink">{curveball.text}</p>
              <p className="mt-0.5 text-xs text-ink-faint">{curveball.when}</p>
            </div>
            <Hand
              done={round.curveballs.find((one) => one.curveball === curveball.id)?.at ?? null}
              startedAt={round.startedAt}
              label={t`Play`}
              name={curveball.text}
              disabled={!connected || !mayRelease(session, me)}
              onPress={() => void send({ kind: 'playCurveball', curveball: curveball.id })}
            />
          </div>
          <p className="mt-1 text-xs text-ink-soft">
            <Trans>Listen for: {curveball.listenFor}</Trans>
          </p>
        </Card>
      ))}
    </PartList>
  )
}
