import { PageShell } from '../../app/page-shell.tsx'

export const CasePage = () => <PageShell>Soon</PageShell>
