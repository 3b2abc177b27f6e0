import type { Framework } from '@greenroom/board'
import type { SetAside } from '@greenroom/room-client'
import { copyText } from '../../../browser/copy-text.ts'

/** Cards as Markdown, by section. */
function cardsAsText(cards: SetAside['cards'], framework: Framework): string {
  const sections = framework.sections
    .map((section) => ({ title: section.title, cards: cards.filter((card) => card.section === section.id) }))
    .filter((section) => section.cards.length > 0)
  return sections
    .map(({ title, cards: list }) => `## ${title}\n\n${list.map((card) => `- ${card.text}`).join('\n')}`)
    .join('\n\n')
}

export function copyCards(cards: SetAside['cards'], framework: Framework): Promise<boolean> {
  return copyText(cardsAsText(cards, framework))
}
