import { stemsOf, stemsOfFields } from './card-words.ts'

/** A card as far as the matcher reads it: of a round's board, or an item of a case's reference board. */
export type MatchedCard = {
  readonly id: string
  readonly section: string
  readonly kind: string
  readonly text: string
  readonly fields: Readonly<Record<string, string>>
}

/** A proposed pair. `likeness`: from 0 to 1, to order pairs by; not a measure of how good a board is, and never shown. */
export type ProposedPair = {
  readonly card: string
  readonly reference: string
  readonly likeness: number
  /** `false` when the two have little in common, such as a single word among several; the pair is proposed as a question. */
  readonly isSure: boolean
}

/** Below this, two cards have too little in common to be proposed as a pair. Chosen on the boards marked `tuning` in `labels/`. */
const enough = 0.22
/** From here on a pair is certain; from the second value on it is if its texts share two words. */
const sure = 0.5
const sureByTwo = 0.3
/** A word in a field counts less than one in the card's text. */
const fieldShare = 0.4
/** The same kind in another section, or another kind in the same section. */
const elsewhere = 0.7
/** Two metrics with the same role (guardrail, driver), and with different ones. */
const sameRole = 1.15
const otherRole = 0.85
/** The only ones of their kind on both boards (goal, north star, recommendation) belong together when they share anything. */
const onlyOnes = 0.15

type Read = {
  readonly of: MatchedCard
  /** Stems with their weights: 1 in the text, less in a field. */
  readonly stems: ReadonlyMap<string, number>
  readonly inText: readonly string[]
}

function read(of: MatchedCard): Read {
  const stems = new Map<string, number>()
  for (const stem of stemsOfFields(of.fields)) stems.set(stem, fieldShare)
  const inText = [...stemsOf(of.text)].sort()
  for (const stem of inText) stems.set(stem, 1)
  return { of, stems, inText }
}

/**
 * How specific each stem is among these cards: ln(1 + N/n). After K. Spärck Jones, "A statistical interpretation of term specificity",
 * 1972.
 */
function specificityOf(cards: readonly Read[]): (stem: string) => number {
  const counts = new Map<string, number>()
  for (const { stems } of cards) for (const stem of stems.keys()) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  return (stem) => Math.log(1 + cards.length / (counts.get(stem) ?? 1))
}

/** What a kind may stand for on a board: a metric by its role. */
const roleOf = ({ kind, fields }: MatchedCard): string => `${kind} ${fields.metricKind ?? ''}`

function countRoles(cards: readonly Read[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { of } of cards) counts.set(roleOf(of), (counts.get(roleOf(of)) ?? 0) + 1)
  return counts
}

/** How well the places of two cards agree: 1 in one section and of one kind, 0 when they have nothing in common. */
function placeShare(a: MatchedCard, b: MatchedCard): number {
  if (a.kind !== b.kind) return a.section === b.section ? elsewhere : 0
  const [one, other] = [a.fields.metricKind, b.fields.metricKind]
  const role = one === undefined || other === undefined ? 1 : one === other ? sameRole : otherRole
  return (a.section === b.section ? 1 : elsewhere) * role
}

/**
 * Which cards of a board are proposed as answers to which items of a reference board: by section, kind and shared words. The likeness of
 * two cards is the weight of the stems that they share, over the geometric mean of the weights of their texts (Ochiai's coefficient with
 * specificities as weights), times how well their places agree. Pairs are taken greedily, the likeliest first, so each card is in one pair
 * at most. The order of either list changes nothing, and neither does which of the two comes first. Cards without text are skipped.
 */
export function proposePairs(
  cards: readonly MatchedCard[],
  reference: readonly MatchedCard[],
): readonly ProposedPair[] {
  const own = cards.map(read).filter(({ inText }) => inText.length > 0)
  const other = reference.map(read).filter(({ inText }) => inText.length > 0)
  const specificity = specificityOf([...own, ...other])
  const weigh = (stems: readonly string[]): number => stems.reduce((sum, stem) => sum + specificity(stem), 0)
  const weights = new Map([...own, ...other].map((one) => [one, weigh(one.inText)]))
  const [ownRoles, otherRoles] = [countRoles(own), countRoles(other)]
  const pairOf = (a: Read, b: Read): ProposedPair => {
    const likeness = likenessOf(a, b)
    const both = a.inText.filter((stem) => b.inText.includes(stem)).length
    const isSure = likeness >= sure || (likeness >= sureByTwo && both > 1)
    return { card: a.of.id, reference: b.of.id, likeness, isSure }
  }
  const likenessOf = (a: Read, b: Read): number => {
    const place = placeShare(a.of, b.of)
    const mean = Math.sqrt((weights.get(a) ?? 0) * (weights.get(b) ?? 0))
    if (place === 0 || mean === 0) return 0
    const shared = [...a.stems.keys()].filter((stem) => b.stems.has(stem)).sort()
    if (shared.length === 0) return 0
    const weight = shared.reduce(
      (sum, stem) => sum + specificity(stem) * Math.min(a.stems.get(stem) ?? 0, b.stems.get(stem) ?? 0),
      0,
    )
    const role = roleOf(a.of)
    const alone = role === roleOf(b.of) && ownRoles.get(role) === 1 && otherRoles.get(role) === 1
    return Math.min(1, (weight / mean) * place + (alone ? onlyOnes : 0))
  }
  const pairs = own
    .flatMap((a) => other.map((b) => pairOf(a, b)))
    .filter(({ likeness }) => likeness >= enough)
    .sort((one, two) => two.likeness - one.likeness || compare(keyOf(one), keyOf(two)))
  const taken = new Set<string>()
  return pairs.filter(({ card, reference }) => {
    const [one, two] = [`card ${card}`, `reference ${reference}`]
    if (taken.has(one) || taken.has(two)) return false
    taken.add(one).add(two)
    return true
  })
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)
/** A fixed order for pairs that are equally likely, the same whichever board comes first. */
const keyOf = ({ card, reference }: ProposedPair): string => [card, reference].sort().join(' ')
