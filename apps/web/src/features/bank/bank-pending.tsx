import { t } from '@lingui/core/macro'
import { Button, EmptyState, Loading } from '../../design/index.ts'
import { loadBank, useBank } from './bank.ts'

/** Shown in place of a page of the bank until the bank has loaded. `what`: "case" or "cases". */
export function BankPending({ what }: { readonly what: string }) {
  const bank = useBank()
  if (bank.kind === 'loading') return <Loading>{t`Loading the ${what}`}</Loading>
  if (bank.kind !== 'failed') return null
  return (
    <EmptyState
      isPage
      title={t`The ${what} could not be loaded`}
      actions={<Button variant="primary" onPress={() => void loadBank()}>{t`Try again`}</Button>}
    >
      {bank.message}
    </EmptyState>
  )
}
