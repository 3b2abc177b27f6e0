import { categoryOf } from '@greenroom/frameworks'
import type { Guide } from '@greenroom/question-bank'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Badge, Disclosure } from '../../design/index.ts'
import { markTitle } from '../../words/mark-words.ts'
import { SampleBoards } from './sample-boards.tsx'

/** What the case's guide opens to everybody once the scores are open. `category` provides the titles of the board's sections. */
export function CaseAfterwards({ guide, category }: { readonly guide: Guide; readonly category: string | undefined }) {
  const sections = categoryOf(category ?? '')?.framework.sections
  return (
    // Depends on the room it has, because it is also shown in the narrow preview of an own case.
    <div className="@container">
      <div className="grid gap-4 @2xl:grid-cols-2 print:block print:columns-2 print:gap-4 print:[&_li]:break-inside-avoid">
        <Panel title={t`What this case teaches`}>
          <p className="text-sm text-ink">{guide.insight}</p>
          <p className="mt-2 text-sm text-ink-soft">{guide.brief.truth}</p>
        </Panel>
        {guide.readAloud !== undefined && (
          <Panel title={t`How the prompt is read aloud`}>
            <p className="text-sm text-ink">{guide.readAloud}</p>
          </Panel>
        )}
        <Panel title={t`Practise your weak spots`}>
          <ul className="flex flex-col gap-2.5 text-sm">
            {guide.drills.map((drill) => (
              <li key={drill.id}>
                <span className="font-medium text-ink">{drill.title}</span>{' '}
                <span className="text-ink-faint">
                  <Trans>{drill.minutes} min</Trans>
                </span>
                <p className="text-ink-soft">{drill.text}</p>
              </li>
            ))}
          </ul>
        </Panel>
        {guide.sampleBoards.length > 0 && (
          <Panel title={t`Boards at three levels`}>
            <SampleBoards boards={guide.sampleBoards} />
          </Panel>
        )}
        {guide.referenceBoard.items.length > 0 && (
          <Panel title={t`One strong board`} aside={t`there are others`}>
            <p className="mb-2 text-sm text-ink-soft">{guide.referenceBoard.note}</p>
            {[...Map.groupBy(guide.referenceBoard.items, (item) => item.section)].map(([section, items]) => (
              <Disclosure
                key={section}
                title={sections?.find(({ id }) => id === section)?.title ?? sectionTitle(section)}
                aside={items.length}
                level={4}
              >
                <ul className="flex flex-col gap-1.5 py-1 text-sm">
                  {items.map((item) => (
                    <li key={item.id} className="flex items-start gap-2">
                      <Badge tone={item.mark === 'core' ? 'accent' : 'neutral'}>{markTitle(item.mark)}</Badge>
                      <span className="min-w-0 text-ink-soft">{item.text}</span>
                    </li>
                  ))}
                </ul>
              </Disclosure>
            ))}
          </Panel>
        )}
        <Panel title={t`What it sounds like`} aside={t`level 2 and level 4`}>
          {guide.samples.map((sample) => (
            <Disclosure
              key={sample.id}
              title={guide.rubric.find((one) => one.id === sample.dimension)?.title ?? sample.dimension}
              level={4}
            >
              <div className="flex flex-col gap-1.5 py-1 text-sm text-ink-soft">
                <p>
                  <span className="font-medium text-ink">{t`Weaker.`}</span> “{sample.weaker}”
                </p>
                <p>
                  <span className="font-medium text-ink">{t`Stronger.`}</span> “{sample.stronger}”
                </p>
                <p>{sample.why}</p>
              </div>
            </Disclosure>
          ))}
        </Panel>
        <Panel title={t`Common mistakes`}>
          <ul className="flex list-disc flex-col gap-1.5 pl-4 text-sm text-ink-soft">
            {guide.mistakes.map((mistake) => (
              <li key={mistake.id}>
                {mistake.text.replace(/\.$/, '')}.{' '}
                <span className="text-ink-faint">
                  <Trans>On the board: {mistake.boardSign}</Trans>
                </span>
              </li>
            ))}
          </ul>
        </Panel>
        {(guide.tradeOffs.length > 0 || guide.implications.length > 0) && (
          <Panel title={t`Trade-offs and follow-ups`}>
            <ul className="flex flex-col gap-2 text-sm text-ink-soft">
              {guide.tradeOffs.map((one, index) => (
                <li key={index}>
                  <span className="font-medium text-ink">{one.tension}</span> {one.lean}
                </li>
              ))}
              {guide.implications.map((one, index) => (
                <li key={`implication ${index}`}>{one}</li>
              ))}
            </ul>
          </Panel>
        )}
        {guide.followUps.length > 0 && (
          <Panel title={t`Where an interviewer goes next`}>
            <ul className="flex flex-col gap-1.5 text-sm">
              {guide.followUps.map((one, index) => (
                <li key={index}>
                  <a
                    className="text-accent-ink underline"
                    href={`/bank/${one.to}`}
                    target="_blank"
                    rel="noreferrer noopener"
                  >
                    {one.ask}
                  </a>
                </li>
              ))}
            </ul>
          </Panel>
        )}
        <Panel title={t`Sources`}>
          <ul className="flex list-disc flex-col gap-1 pl-4 text-sm text-ink-soft">
            {guide.sources.map((source, index) => (
              <li key={index}>
                {source.url ? (
                  <a className="text-accent-ink underline" href={source.url} target="_blank" rel="noreferrer noopener">
                    {source.title}
                  </a>
                ) : (
                  source.title
                )}
                {source.note && `: ${source.note}`}
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </div>
  )
}

const Panel = ({
  title,
  aside,
  children,
}: {
  readonly title: string
  readonly aside?: string
  readonly children: ReactNode
}) => (
  <section className="rounded-lg border border-line bg-raised p-4 print:mb-4 print:box-decoration-clone">
    <h3 className="mb-2 flex items-baseline gap-2 text-sm font-semibold text-ink">
      {title}
      {aside && <span className="text-xs font-normal text-ink-faint">{aside}</span>}
    </h3>
    {children}
  </section>
)

/** Of a section that its framework no longer has: `userFlow` → `User flow`. */
const sectionTitle = (id: string): string => {
  const words = id.replace(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
