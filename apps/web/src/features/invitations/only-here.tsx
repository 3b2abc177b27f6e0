import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Callout } from '../../design/index.ts'
import type { LinkBase } from './invitation-link.ts'

/** Says that links with this address lead nowhere on another computer or a phone, and offers the addresses that do. */
export function OnlyHere({
  title,
  base,
  onUse,
}: {
  readonly title: string
  readonly base: LinkBase
  readonly onUse: (url: string) => void
}) {
  return (
    <Callout
      tone="warn"
      title={title}
      actions={base.instead.map((url) => (
        <Button key={url} size="sm" onPress={() => onUse(url)}>
          <Trans>Use {url.replace(/^https?:\/\//, '')}</Trans>
        </Button>
      ))}
    >
      {base.instead.length > 0
        ? t`For someone on the same network, make them with this computer’s network address.`
        : t`Set PUBLIC_URL on the server to an address others can open.`}
    </Callout>
  )
}
