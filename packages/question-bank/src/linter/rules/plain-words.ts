import type { CaseRule, Fault } from '../lint-message.ts'
import { textsIn } from '../texts.ts'

type Phrase = { readonly found: RegExp; readonly better: string }

const phrase = (found: RegExp, better: string): Phrase => ({ found, better })

/**
 * Turns of phrase that no native speaker uses, or that hide the term that candidates are judged on; and two that hurt. What a pattern
 * matches is shown to the author, so it matches the odd words and no more.
 */
const phrases: readonly Phrase[] = [
  phrase(/\bby lot\b/i, 'at random'),
  phrase(/\bseldom\b/i, 'rarely; of people: occasional'),
  phrase(/\bliv(?:e|es|ed|ing) from\b/i, 'makes its money from'),
  phrase(/\bOstland\b/, 'another name: an occupation regime was called so'),
  phrase(/\bdead ?nam(?:e|es|ed|ing)\b/i, 'inactive: to deadname somebody is something else'),
  phrase(
    /(?<=^|[.!?:;] )Who (?:has|says|wants|does|is|gets|comes|leaves|buys|pays)\b[^.?!:;]*? (?:is|are|has|have|gets|must|may|can|will)\b(?=[^?!.;]*(?:[.!;]|$))/,
    'anyone who …; people who …',
  ),
  phrase(/\bmiddling\b/i, 'typical; average'),
  phrase(
    /\bpart(?:ed|s) (?:acceptance|the two|both|them)\b|\b(?:has|have|be|been|is|are) parted\b/i,
    'separated; separates',
  ),
  phrase(/\breckoned\b|\breckons?\b/i, 'included; worked out; expects'),
  phrase(/\bhang(?:s|ing)? at\b|\bhung at\b/i, 'is displayed at'),
  phrase(
    /\b(?:that|what|where|which) (?:it |this )?turns(?: (?:it|this|the call))?(?=[.,;:)]| back\b|$)/i,
    'flips (a decision flips)',
  ),
  phrase(/\bstill turns\b/i, 'is still loading'),
  phrase(/\bturns? (?:things|the job|the power|the question) round\b/i, 'reverses; reframes'),
  phrase(/\bby a screw\b/i, 'nothing about it has changed'),
  phrase(/\bway of selling\b/i, 'sales channel'),
  phrase(/\bover the ears\b/i, 'over-ear'),
  phrase(/\ba thing with an app\b/i, 'a product with an app'),
  phrase(/\b[Ww]ait whether\b/, 'wait and see whether'),
  phrase(/\bWhere would you think\b/, 'Where would you expect'),
  phrase(/\b[Ll]ooks? after (?:posting|rides|buying|the feed|payments)\b/, 'are the PM for'),
  phrase(/\b[Yy]ou own buying\b/, 'you own the buyer experience'),
  phrase(/\bby when the\b/i, 'by the time the'),
  phrase(/\b(?:falls|fell) in minute\b/i, 'comes in minute'),
  phrase(/\b(?:goes|go|going|went) over to\b/i, 'falls back to; switches to'),
  phrase(/\bcomes? to a lesson\b/i, 'how the lesson gets prepared'),
  phrase(/\bin pencil\b/i, 'provisional'),
  phrase(/\b(?:long|late|empty) since no\b/i, 'because no'),
  phrase(/\btell of the (?:last|first)\b/i, 'ask about the last'),
  phrase(
    /\bsome (?:hundred|thousand|ten|twelve|twenty|thirty|forty|fifty|sixty) \p{L}+/iu,
    'about …: “some hundred thousand” is two numbers',
  ),
  phrase(/\bshare (?:\p{L}+ ){1,3}among \p{L}+ and\b/iu, 'split … between … and'),
  phrase(/\bby learning chance\b|\bby chance that\b/i, 'by accident'),
  phrase(/\bthe ladder of hours\b/i, 'the hours, one by one'),
  phrase(/\bleft away\b/i, 'left out'),
  phrase(
    /\bmost[- ]voted wish(?:es)?\b|\b(?:top|loud|loudest|frequent) wish(?:es)?\b/i,
    'most requested feature; request',
  ),
  phrase(/\bmend(?:s|ed|ing)?\b/i, 'fix; repair'),
  phrase(/\banew\b/i, 'again; from scratch'),
  phrase(/\bwhoever has\b/i, 'anyone who has'),
  phrase(/\bis told (?:off|of it)\b/i, 'hears of it'),
  phrase(/\b(?:one|you) feels? (?:that|the|it)\b/i, 'what can be seen or heard'),
  phrase(/\bthe listener (?:can see|sees|hears|can hear|feels)\b/i, 'what the candidate says'),
  phrase(/\bodds included\b/i, 'the chance that it fails is already counted in'),
  phrase(/\bhas a face\b/i, 'what the candidate says of the person'),
]

/** The phrases that occur in a part of a file. */
export function phraseFaults(part: unknown): Fault[] {
  return textsIn(part).flatMap(({ at, text }) =>
    phrases.flatMap(({ found, better }) => {
      const words = found.exec(text)?.[0].trim()
      return words === undefined ? [] : [{ at, words, message: `“${words}”: write it another way (${better})` }]
    }),
  )
}

export const plainWords: CaseRule = {
  id: 'plain-words',
  guarantees: 'No turns of phrase that a native speaker in the field would not use.',
  check: ({ case: interviewCase }) => phraseFaults(interviewCase),
}
