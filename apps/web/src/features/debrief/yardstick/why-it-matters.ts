import type { Framework } from '@greenroom/board'
import type { ReferenceItem } from '@greenroom/question-bank'
import { t } from '@lingui/core/macro'

/** What an item is linked to on the reference board. */
type Ties = {
  /** The text of the first item that this one points at with such a link. */
  readonly to: (link: string) => string | null
  /** The text of the first item that points at this one with such a link. */
  readonly from: (link: string) => string | null
  readonly parent: string | null
  readonly field: (field: string) => string | null
}

function tiesOf(item: ReferenceItem, items: readonly ReferenceItem[]): Ties {
  const wordsOf = (id: string | undefined): string | null => items.find((one) => one.id === id)?.text ?? null
  return {
    to: (link) => wordsOf(item.links.find(({ kind }) => kind === link)?.to),
    from: (link) =>
      items.find(({ links }) => links.some(({ kind, to }) => kind === link && to === item.id))?.text ?? null,
    parent: wordsOf(item.parent),
    field: (field) => item.fields[field]?.trim().replace(/[.;]+$/, '') || null,
  }
}

function whyMetric(item: ReferenceItem, { to, parent }: Ties): string | null {
  const [goal, guarded, step, person] = [to('serves'), to('guards'), to('measuredAt'), to('valuedBy')]
  switch (item.fields.metricKind) {
    case 'north-star':
      return goal ? t`It says whether the goal is reached: “${goal}”.` : t`It says whether the goal is reached.`
    case 'guardrail':
      return guarded
        ? t`It says what must not get worse while “${guarded}” improves.`
        : t`It says what must not get worse, and where the limit is.`
    case 'counter':
      return guarded
        ? t`It shows when “${guarded}” improves for the wrong reason.`
        : t`It shows when the main number improves for the wrong reason.`
  }
  if (parent) return t`It is one of the parts that “${parent}” is made of.`
  if (step) return t`It shows what happens at “${step}”.`
  return person ? t`It shows whether this pays off for “${person}”.` : null
}

/** Why an item of this kind matters, from its links and what its author wrote beside it. `null` when neither says anything. */
function whyKind(item: ReferenceItem, ties: Ties): string | null {
  const { to, from, field, parent } = ties
  switch (item.kind) {
    case 'metric':
      return whyMetric(item, ties)
    case 'goal':
      return t`Everything else on the board serves it.`
    case 'question': {
      const answer = field('answer')
      return answer && t`The answer narrows the case: “${answer}”.`
    }
    case 'assumption': {
      const otherwise = field('ifWrong')
      return otherwise && t`Said aloud, it can be checked; if it is wrong: “${otherwise}”.`
    }
    case 'stakeholder': {
      const pain = from('feltBy')
      if (pain) return t`They are the ones who feel “${pain}”.`
      const [wants, metric, risk] = [field('wants'), from('valuedBy'), field('risk')]
      if (wants) return t`The answer has to work for them as well: they want “${wants}”.`
      if (risk) return t`They have something to lose: “${risk}”.`
      return metric && t`“${metric}” is there because of them.`
    }
    case 'step': {
      const [pain, metric, drop] = [from('happensAt'), from('measuredAt'), field('drop')]
      if (pain) return t`It is where this hurts: “${pain}”.`
      if (metric) return t`“${metric}” is measured at this step.`
      return drop && t`It is where people are lost: ${drop}.`
    }
    case 'pain': {
      const [solution, evidence] = [from('solves'), field('evidence')]
      if (evidence) return t`There is evidence for it: ${evidence}.`
      return solution && t`Without it nothing on the board asks for “${solution}”.`
    }
    case 'solution': {
      const [pain, cause, bet] = [to('solves'), to('removes'), field('bet')]
      if (item.fields.verdict === 'refused')
        return bet ? t`Worth refusing with a reason: ${bet}.` : t`Worth naming, to say why it is refused.`
      if (cause) return t`It removes the cause: “${cause}”.`
      return pain && t`It answers “${pain}”.`
    }
    case 'option': {
      const [person, downside] = [to('affects'), field('downside')]
      if (item.fields.verdict === 'refused' && downside) return t`Worth refusing with a reason: ${downside}.`
      return person && t`It decides what happens to “${person}”.`
    }
    case 'criterion': {
      const metric = to('readFrom')
      return metric && t`It decides between the options, and is read from “${metric}”.`
    }
    case 'hypothesis': {
      const [flips, metric, against] = [to('flips'), to('explains'), field('evidenceAgainst')]
      if (item.fields.status === 'killed')
        return against ? t`Ruling it out narrows the search: ${against}.` : t`Ruling it out narrows the search.`
      if (flips) return t`If it is wrong, “${flips}” looks different.`
      if (metric) return t`It says why “${metric}” moves.`
      return parent && t`It takes “${parent}” apart.`
    }
    case 'fact': {
      const [supported, weakened, about] = [to('supports'), to('weakens'), to('about')]
      if (supported) return t`It supports “${supported}”.`
      if (weakened) return t`It counts against “${weakened}”.`
      return about && t`It is the number behind “${about}”.`
    }
    case 'change': {
      const started = from('startedBy')
      return started
        ? t`It may have started it: “${started}”.`
        : t`What changed at that time has to be ruled in or out.`
    }
    case 'works': {
      const person = to('reliedOnBy')
      return person ? t`“${person}” relies on it, so it has to survive the change.` : t`It has to survive the change.`
    }
    case 'strategy':
      return t`It says why the company cares at all.`
    case 'rival': {
      const edge = field('edge')
      return edge ? t`People can go there instead, because of this: “${edge}”.` : t`People can go there instead.`
    }
    case 'lifecycle':
      return t`The stage decides which goal makes sense.`
    case 'risk': {
      const [threatened, trigger] = [to('threatens'), field('trigger')]
      if (threatened) return t`It is a risk to “${threatened}”.`
      return trigger && t`There is a number at which to act: ${trigger}.`
    }
    case 'recommendation': {
      const rests = to('restsOn')
      return rests ? t`It answers what was asked, and rests on “${rests}”.` : t`It answers what was asked.`
    }
    default:
      return null
  }
}

/** Uses the first link of any kind, in the framework's words: kinds that are not known here say something, too. */
function whyTied(item: ReferenceItem, items: readonly ReferenceItem[], framework: Framework): string | null {
  const labelOf = (kind: string, link: string): string | null =>
    framework.kinds.find(({ id }) => id === kind)?.links.find(({ id }) => id === link)?.label ?? null
  for (const { kind, to } of item.links) {
    const [label, target] = [labelOf(item.kind, kind), items.find(({ id }) => id === to)]
    if (label && target) return t`It ${label} “${target.text}”.`
  }
  for (const other of items)
    for (const { kind, to } of other.links) {
      const label = to === item.id ? labelOf(other.kind, kind) : null
      if (label) return t`“${other.text}” ${label} it.`
    }
  return null
}

const byMark: Readonly<Record<ReferenceItem['mark'], () => string>> = {
  core: () => t`Strong answers to this case have it.`,
  good: () => t`It makes an answer to this case more complete.`,
  stretch: () => t`Few get this far; it sets a very strong answer apart.`,
}

/**
 * One sentence on why an item of the reference board matters: from the case, by what its author wrote beside it and what it is linked to;
 * otherwise, by its mark. Never empty.
 */
export function whyItMatters(item: ReferenceItem, items: readonly ReferenceItem[], framework: Framework): string {
  return whyKind(item, tiesOf(item, items)) || whyTied(item, items, framework) || byMark[item.mark]()
}
