import { PageShell } from '../../app/page-shell.tsx'

export const PrivacyPage = () => <PageShell>Soon</PageShell>
