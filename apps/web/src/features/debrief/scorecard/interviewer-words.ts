import type { InterviewerDimension } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import type { LevelTexts } from './level-choice.tsx'

/** What a candidate rates their interviewer on, with what each level looks like. */
export const interviewerWords: Readonly<
  Record<InterviewerDimension, { readonly title: string; readonly levels: LevelTexts }>
> = {
  clarity: {
    title: t`Clear question and answers`,
    levels: {
      1: t`I didn’t know what was asked, or answers contradicted each other.`,
      2: t`I had to ask several times, or got more than I asked for.`,
      3: t`The question was clear, and my questions were answered briefly.`,
      4: t`Also said plainly what isn’t known, and gave nothing away.`,
    },
  },
  probing: {
    title: t`Questions that go deeper`,
    levels: {
      1: t`No follow-up questions, or only agreement.`,
      2: t`Questions from a list that didn’t follow what I had said.`,
      3: t`Questions picked up what I had said and made me defend it.`,
      4: t`Also found the weakest point and kept asking until it was clear.`,
    },
  },
  pacing: {
    title: t`Room to think, help in time`,
    levels: {
      1: t`Interrupted or solved it for me, or left me stuck.`,
      2: t`Help came too early or too late; lost track of the clock.`,
      3: t`Let me think, and gave a hint when I was really stuck.`,
      4: t`Also started with the smallest hint and kept every phase on time.`,
    },
  },
}
