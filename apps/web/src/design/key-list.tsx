import { t } from '@lingui/core/macro'
import { Kbd } from './kbd.tsx'

/** What keys do; each of them as `<Kbd keys>` takes it. */
export type KeyLine = { readonly id: string; readonly label: string; readonly keys: readonly string[] }

/** A titled part of a list of keys. */
export function KeyList({ title, lines }: { readonly title: string; readonly lines: readonly KeyLine[] }) {
  return (
    <section aria-label={title} className="mb-5 break-inside-avoid">
      <h3 className="mb-1 text-xs font-medium text-ink-faint">{title}</h3>
      <dl>
        {lines.map((line) => (
          <div key={line.id} className="flex items-center justify-between gap-4 py-1 text-sm">
            <dt className="min-w-0">{line.label}</dt>
            <dd className="flex max-w-1/2 shrink-0 flex-wrap items-center justify-end gap-1.5">
              {line.keys.map((keys, index) => (
                <span key={keys} className="flex items-center gap-1.5">
                  {index > 0 && <span className="text-xs text-ink-faint">{t`or`}</span>}
                  <Kbd keys={keys} />
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
