import { t } from '@lingui/core/macro'
import { Component, type ErrorInfo, type ReactNode, useEffect, useEffectEvent } from 'react'
import { Button } from '../design/index.ts'
import { PartNotLoaded, retryFailedParts } from './lazy-part.tsx'

type Props = {
  readonly children: ReactNode
  /** A part that may fail alone says so in its own place; otherwise the whole page does. */
  readonly part?: string
  /** Where the reader is: a failure there is left behind when they go elsewhere, or back. */
  readonly address?: string
}

type State = { readonly kind: 'drawn' | 'failed' | 'not-loaded' }

function NotLoaded({ onTry }: { readonly onTry: () => void }) {
  const tryAgain = useEffectEvent(onTry)
  useEffect(() => {
    const again = () => tryAgain()
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [])
  return (
    <div role="alert" className="grid h-full min-h-40 place-items-center p-6">
      <div className="max-w-sm text-center">
        <p className="text-base font-medium">{t`This page could not be loaded`}</p>
        <p className="mt-1 text-sm text-ink-soft">{t`Check your connection and try again. If you are online, Greenroom may have been updated: reload the page. What you typed is kept.`}</p>
        <div className="mt-4 flex justify-center gap-2">
          <Button variant="primary" onPress={onTry}>{t`Try again`}</Button>
          <Button variant="quiet" onPress={() => location.reload()}>{t`Reload the page`}</Button>
        </div>
      </div>
    </div>
  )
}

/** What is saved stays saved: the log is on the server, and unsent edits are on this device. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { kind: 'drawn' }

  static getDerivedStateFromError(error: unknown): State {
    return { kind: error instanceof PartNotLoaded ? 'not-loaded' : 'failed' }
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(error, info.componentStack)
  }

  override componentDidUpdate({ address }: Props) {
    if (address !== this.props.address && this.state.kind !== 'drawn') this.drawAgain()
  }

  drawAgain = (): void => {
    retryFailedParts()
    this.setState({ kind: 'drawn' })
  }

  override render() {
    if (this.state.kind === 'drawn') return this.props.children
    if (this.state.kind === 'not-loaded') return <NotLoaded onTry={this.drawAgain} />
    const { part } = this.props
    return (
      <div role="alert" className="grid h-full min-h-40 place-items-center p-6">
        <div className="max-w-sm text-center">
          <p className="text-base font-medium">
            {part ? t`Something went wrong with the ${part}` : t`This page stopped working`}
          </p>
          <p className="mt-1 text-sm text-ink-soft">
            {part
              ? t`Nothing is lost. Try again, or reload the page.`
              : t`Nothing that was saved is lost. Reload the page to continue.`}
          </p>
          <div className="mt-4 flex justify-center gap-2">
            {part && <Button onPress={this.drawAgain}>{t`Try again`}</Button>}
            <Button variant={part ? 'quiet' : 'primary'} onPress={() => location.reload()}>{t`Reload the page`}</Button>
          </div>
        </div>
      </div>
    )
  }
}
