import { z } from 'zod'
import { lineSchema, partIdSchema } from './part.ts'

const tickSchema = z.object({ id: partIdSchema, text: lineSchema })

const levelsSchema = z.object({
  1: z.string().trim().min(1).max(400),
  2: z.string().trim().min(1).max(400),
  3: z.string().trim().min(1).max(400),
  4: z.string().trim().min(1).max(400),
})

/** Scored the same way in all cases, so a case file may leave everything but the weight away. */
export const communicationScale = {
  title: 'Communication',
  levels: {
    1: 'Cannot be followed: jumps between sections, answers another question than the one asked.',
    2: 'Can be followed with prompting; long cards or rambling; the point comes last.',
    3: 'States a plan, signposts each turn, writes keyword cards, answers probes directly.',
    4: 'Also adapts to the interviewer, sums up at turns, and closes with a crisp recommendation.',
  },
  ticks: [
    { id: 'said-plan', text: 'Said a plan before starting' },
    { id: 'signposted', text: 'Signposted each change of section' },
    { id: 'summed-up', text: 'Closed with a one-sentence recommendation' },
  ],
}

export const dimensionSchema = z.preprocess(
  (raw) =>
    typeof raw === 'object' && raw !== null && 'id' in raw && raw.id === 'communication'
      ? { ...communicationScale, ...raw }
      : raw,
  z.object({
    id: partIdSchema,
    title: z.string().trim().min(1).max(120),
    weight: z.number().int().min(1).max(100),
    /** What can be seen on the board or heard, for each level. */
    levels: levelsSchema,
    ticks: z.array(tickSchema).max(12),
  }),
)
export type Dimension = z.infer<typeof dimensionSchema>
