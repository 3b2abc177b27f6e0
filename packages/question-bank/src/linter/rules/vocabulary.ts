import { industries, skills } from '../../vocabulary.ts'
import type { CaseRule } from '../lint-message.ts'

/** The filters of the bank find only what uses the same words. */
export const vocabulary: CaseRule = {
  id: 'vocabulary',
  guarantees: 'Industries and skills are from the shared lists; topics are in lower case.',
  check: ({ case: { public: publicPart } }) => [
    ...(industries.some((industry) => industry === publicPart.industry)
      ? []
      : [{ at: ['public', 'industry'], message: `unknown industry; use one of: ${industries.join(', ')}` }]),
    ...publicPart.skills.flatMap((name, index) =>
      skills.some((skill) => skill === name)
        ? []
        : [{ at: ['public', 'skills', index], message: `unknown skill “${name}”; use some of: ${skills.join(', ')}` }],
    ),
    ...publicPart.topics.flatMap((topic, index) =>
      topic === topic.toLowerCase() ? [] : [{ at: ['public', 'topics', index], message: 'topics are in lower case' }],
    ),
  ],
}
