import { t } from '@lingui/core/macro'
import { Check, Copy } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { copyText } from '../../browser/copy-text.ts'
import { Button } from '../../design/index.ts'

/** Copies, and says so for two seconds. Where copying is forbidden the text is shown to be copied by hand. */
export function CopyButton({
  text,
  primary,
  copied,
}: {
  readonly text: string
  readonly primary: boolean
  /** What a screen reader announces then. */
  readonly copied: string
}) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  const timer = useRef(0)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const copy = async () => {
    setState((await copyText(text)) ? 'copied' : 'failed')
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => setState('idle'), 2500)
  }
  const words = { idle: t`Copy link`, copied: 'Copied', failed: t`Copy by hand` }[state]
  return (
    <>
      <Button variant={primary ? 'primary' : 'secondary'} size="sm" onPress={() => void copy()} className="w-30">
        {state === 'copied' ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
        {words}
      </Button>
      <span role="status" className="sr-only">
        {state === 'copied' ? copied : ''}
      </span>
    </>
  )
}
