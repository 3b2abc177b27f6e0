import { type BoardView, type Framework, readOutline } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import { cx } from '../../../design/index.ts'

/** The board in words: the content of each section. */
export function BoardPreview({
  view,
  framework,
  className,
}: {
  readonly view: BoardView
  readonly framework: Framework
  /** Its height: anything longer scrolls. */
  readonly className: string
}) {
  const sections = readOutline(view, framework).filter(({ rows }) => rows.length > 0)
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
      tabIndex={0}
      aria-label={t`The board at that time`}
      className={cx('overflow-y-auto rounded-md border border-line bg-canvas p-3 text-sm', className)}
    >
      {sections.map(({ id, section, rows }) => (
        <div key={id} className="mb-3">
          <h3 className="text-xs font-medium text-ink-faint">{section?.title ?? id}</h3>
          <ul>
            {rows.map(({ item, depth }) => (
              <li key={item.id} dir="auto" style={{ paddingInlineStart: `${depth}rem` }}>
                {item.text === '' ? (
                  <span className="text-ink-faint">
                    {section?.layout === 'line' ? t`Nothing here yet` : t`Empty card`}
                  </span>
                ) : (
                  item.text
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
