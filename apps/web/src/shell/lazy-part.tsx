import { t } from '@lingui/core/macro'
import { Component, type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { Button } from '../design/index.ts'

/** No connection, or an old page whose server has a newer version. */
export class PartNotLoaded extends Error {}

const failed = new Set<() => void>()

/** Parts that could not be loaded are tried again when they are next drawn, not by themselves: an offline page would try for ever. */
export function retryFailedParts(): void {
  for (const retry of failed) retry()
  failed.clear()
}

/**
 * Whether a part failed although its file can be fetched. Chromium before 154 remembers a failed fetch of a module for as long as the page is
 * open, and of those that it imports: only a new page asks for them again.
 */
async function isRemembered(error: unknown): Promise<boolean> {
  const file = /https?:\/\/\S+/.exec(String(error))?.[0]
  if (file === undefined) return false
  return fetch(file, { method: 'HEAD' }).then(
    ({ ok }) => ok,
    () => false,
  )
}

const reloadPage = (): void => location.reload()

/**
 * A part that is loaded when it is first shown. React remembers a failed load for as long as the page is open; see `retryFailedParts`. Where
 * the browser does, too, the page is loaded again: what was typed is kept.
 */
export function lazyPart<Props extends object = object>(
  load: () => Promise<ComponentType<Props>>,
  reload = reloadPage,
): ComponentType<Props> {
  let tries = 0
  const begin = () =>
    lazy(() =>
      load().then(
        (part) => ({ default: part }),
        async (error: unknown) => {
          tries += 1
          if (tries > 1 && (await isRemembered(error))) reload()
          failed.add(() => {
            Part = begin()
          })
          throw new PartNotLoaded(t`a part of the page could not be loaded`, { cause: error })
        },
      ),
    )
  let Part = begin()
  return function LazilyLoaded(props: Props) {
    return <Part {...props} />
  }
}

type Props = {
  /** What it is, to begin a sentence with: "The search". Without it nothing is said, and `instead` is drawn in its place. */
  readonly what?: string
  readonly instead?: ReactNode
  /** Removes the part: when opened again, it is tried again. */
  readonly onClose?: () => void
  readonly children: ReactNode
}

/** A layer over the page fails alone: the page below, and what is typed there, stays. */
export class LazyPart extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false }

  constructor(props: Props) {
    super(props)
    // When opened again, it is tried again.
    retryFailedParts()
  }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    const { what, instead = null, onClose, children } = this.props
    if (!this.state.failed) return <Suspense fallback={null}>{children}</Suspense>
    if (what === undefined) return instead
    return (
      <div
        role="alert"
        className="fixed inset-x-3 top-3 z-50 mx-auto max-w-lg rounded-xl border border-line bg-raised p-5 text-ink shadow-3"
      >
        <h2 className="text-base font-medium">{t`${what} could not be loaded`}</h2>
        <p className="mt-1 text-sm text-ink-soft">{t`Check your connection and try again. If you are online, Greenroom may have been updated: reload the page. What you typed is kept.`}</p>
        <div className="mt-4 flex flex-wrap gap-2">
          <Button
            variant="primary"
            onPress={() => {
              retryFailedParts()
              this.setState({ failed: false })
            }}
          >{t`Try again`}</Button>
          <Button onPress={() => location.reload()}>{t`Reload the page`}</Button>
          <Button variant="quiet" onPress={() => onClose?.()}>{t`Close`}</Button>
        </div>
      </div>
    )
  }
}
