import { Component, type ErrorInfo, type ReactNode } from 'react'
import { Button } from '../design/index.ts'

type Props = {
  readonly children: ReactNode
  /** A part that may fail alone says so in its own place; without it the whole page does. */
  readonly part?: string
}

/** What is saved stays saved: the log is on the server, and unsent edits are on this device. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(error, info.componentStack)
  }

  override render() {
    if (!this.state.failed) return this.props.children
    const { part } = this.props
    return (
      <div role="alert" className="grid h-full min-h-40 place-items-center p-6">
        <div className="max-w-sm text-center">
          <p className="text-base font-medium">
            {part ? `The ${part} could not be drawn` : 'This page stopped working'}
          </p>
          <p className="mt-1 text-sm text-ink-soft">
            {part
              ? 'Nothing is lost. Draw it again, or reload the page.'
              : 'Nothing that was saved is lost. Reload the page to go on.'}
          </p>
          <div className="mt-4 flex justify-center gap-2">
            {part && <Button onPress={() => this.setState({ failed: false })}>Draw it again</Button>}
            <Button variant={part ? 'quiet' : 'primary'} onPress={() => location.reload()}>
              Reload the page
            </Button>
          </div>
        </div>
      </div>
    )
  }
}
