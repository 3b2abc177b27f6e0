import { categoryOf } from '@greenroom/frameworks'
import type { Guide } from '@greenroom/question-bank'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Disclosure } from '../../design/index.ts'
import { LevelBar } from './level-bar.tsx'

/**
 * What to read in two minutes before running the case. `category` provides the headings of the passages where the usual words do not fit.
 */
export function BriefPanel({
  guide,
  cut,
  category,
}: {
  readonly guide: Guide
  readonly cut: 45 | 20
  readonly category: string | undefined
}) {
  const titles = categoryOf(category ?? '')?.demands.briefTitles
  return (
    <div className="flex flex-col gap-4">
      {guide.readAloud !== undefined && <Passage title={t`How to read the prompt aloud`} text={guide.readAloud} />}
      <Passage title={t`What it tests`} text={guide.tests} />
      <Passage title={titles?.product ?? t`The product`} text={guide.brief.product} />
      <Passage title={titles?.tension ?? t`The tension`} text={guide.brief.tension} />
      <Passage title={t`The trap`} text={guide.brief.trap} />
      <Passage title={t`What a good run looks like`} text={guide.brief.goodRun} />
      <Passage title={t`Running it in ${cut} minutes`} text={guide.cuts[cut]} />
      <Passage title={titles?.truth ?? t`The answer`} text={guide.brief.truth} />
      <div className="border-t border-line pt-2">
        {guide.context && <ProductContext context={guide.context} />}
        {guide.competencies.length > 0 && (
          <Disclosure title={t`By company style`} aside={guide.competencies.length}>
            <ul className="flex flex-col gap-2 py-1 text-sm text-ink-soft">
              {guide.competencies.map((one) => (
                <li key={one.style}>
                  <span className="font-medium text-ink">{one.style}</span>: {one.asks}
                  <br />
                  <Trans>Listen for: {one.listensFor}</Trans>
                </li>
              ))}
            </ul>
          </Disclosure>
        )}
        {guide.risks.length > 0 && (
          <Disclosure title={t`Risks for the product`} aside={guide.risks.length}>
            <ul className="flex flex-col gap-2 py-1 text-sm text-ink-soft">
              {guide.risks.map((one, index) => (
                <li key={index}>
                  <Trans>
                    <span className="font-medium text-ink">{one.risk}</span>
                    <br />
                    Signal: {one.sign}
                    <br />
                    Response: {one.answer} ({one.owner})
                  </Trans>
                </li>
              ))}
            </ul>
          </Disclosure>
        )}
        <Disclosure title={t`Common mistakes`} aside={guide.mistakes.length}>
          <ul className="flex flex-col gap-2 py-1 text-sm text-ink-soft">
            {guide.mistakes.map((mistake) => (
              <li key={mistake.id}>
                <Trans>
                  <span className="font-medium text-ink">{mistake.text}</span>
                  <br />
                  On the board: {mistake.boardSign}
                </Trans>
              </li>
            ))}
          </ul>
        </Disclosure>
        <Disclosure title={t`Rubric`} aside={guide.rubric.length}>
          <dl className="flex flex-col gap-3 py-1 text-sm">
            {guide.rubric.map((dimension) => (
              <div key={dimension.id}>
                <dt className="font-medium text-ink">
                  {dimension.title} <span className="font-normal text-ink-faint">{dimension.weight}%</span>
                </dt>
                {([1, 2, 3, 4] as const).map((level) => (
                  <dd key={level} className="mt-0.5 flex gap-2 text-ink-soft">
                    <span className="tabular w-3 shrink-0 font-medium text-ink-faint">{level}</span>
                    {dimension.levels[level]}
                  </dd>
                ))}
                <dd>
                  <LevelBar category={category ?? ''} dimension={dimension.id} />
                </dd>
              </div>
            ))}
          </dl>
        </Disclosure>
      </div>
    </div>
  )
}

const Passage = ({ title, text }: { readonly title: string; readonly text: string }) => (
  <section>
    <h3 className="text-xs font-medium text-ink-faint">{title}</h3>
    <p className="mt-0.5 whitespace-pre-line text-sm text-ink">{text}</p>
  </section>
)

const ProductContext = ({ context }: { readonly context: NonNullable<Guide['context']> }) => (
  <Disclosure title={t`Product context`}>
    <div className="flex flex-col gap-3 py-1 text-sm text-ink-soft">
      <p>{context.whatItIs}</p>
      <ul className="flex flex-col gap-1.5">
        {context.stakeholders.map((one, index) => (
          <li key={index}>
            <Trans>
              <span className="font-medium text-ink">{one.who}</span>: wants {one.wants}; risks {one.risks}
            </Trans>
          </li>
        ))}
      </ul>
      <ol className="list-decimal pl-5">
        {context.userFlow.map((step, index) => (
          <li key={index}>{step}</li>
        ))}
      </ol>
      <p>{context.strategy}</p>
      <p>{context.rivals}</p>
      <p>
        <span className="font-medium text-ink">
          <Trans>In {context.lifecycle.stage}.</Trans>
        </span>{' '}
        {context.lifecycle.why}
      </p>
      <p>{context.platform}</p>
      {[context.integration, context.deployment, context.sees].map(
        (words, index) => words !== undefined && <p key={index}>{words}</p>,
      )}
    </div>
  </Disclosure>
)
