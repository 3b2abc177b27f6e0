import { t } from '@lingui/core/macro'
import { Badge } from '../../design/index.ts'
import { difficultyWords } from '../../words/words.ts'

const tones = { easy: 'accent', medium: 'warn', hard: 'danger' } as const
const isKnown = (difficulty: string): difficulty is keyof typeof tones => difficulty in tones

/**
 * How hard a case is. Nobody has run a draft, so its difficulty is only its author's opinion. The outline shows that, and so do the words
 * for people who hear the page. A round does not record how often its case was run: there it is an opinion, too.
 */
export function DifficultyBadge({
  difficulty,
  isOpinion,
}: {
  readonly difficulty: string
  readonly isOpinion: boolean
}) {
  return (
    <Badge
      tone={isKnown(difficulty) ? tones[difficulty] : 'neutral'}
      {...(isOpinion && { className: 'border border-dashed border-current' })}
    >
      {difficultyWords[difficulty] ?? difficulty}
      {isOpinion && <span className="sr-only">{t`, in its author’s opinion`}</span>}
    </Badge>
  )
}
