import { t } from '@lingui/core/macro'
import { Link } from 'react-router'
import { useSite } from '../browser/site.ts'

/** The link to one's account page, on a server that has accounts. */
export function AccountLink() {
  const site = useSite()
  if (site?.signIn !== true && site?.passkeys !== true) return null
  return (
    <Link
      to="/account"
      className="rounded-sm underline decoration-line-strong underline-offset-3 hover:text-ink"
    >{t`Your account`}</Link>
  )
}
