import type { Framework } from '@greenroom/board'

type Placed = { readonly section: string; readonly kind: string; readonly fields: Readonly<Record<string, string>> }

/** Where a card is and what kind it has, as "Metrics tree · Guardrail". */
export function placeWords({ section, kind, fields }: Placed, framework: Framework): string {
  const title = framework.sections.find(({ id }) => id === section)?.title ?? section
  const found = framework.kinds.find(({ id }) => id === kind)
  const role = found?.fields.find(({ id }) => id === 'metricKind')
  const choice = role?.type === 'choice' ? role.choices.find(({ value }) => value === fields.metricKind) : undefined
  const label = choice?.label ?? found?.label ?? kind
  return label === title ? title : `${title} · ${label}`
}
