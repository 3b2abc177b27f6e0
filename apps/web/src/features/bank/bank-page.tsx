import { PageShell } from '../../app/page-shell.tsx'

export const BankPage = () => <PageShell>Soon</PageShell>
