import { lazy, Suspense } from 'react'
import { I18nProvider, RouterProvider } from 'react-aria-components'
import { BrowserRouter, Route, Routes, useHref, useNavigate } from 'react-router'
import { Loading, Toasts } from '../design/index.ts'
import { HomePage } from '../features/home/home-page.tsx'
import { PaletteHost } from '../features/palette/palette-host.tsx'
import { ErrorBoundary } from '../shell/error-boundary.tsx'
import { NotFoundPage } from '../shell/not-found-page.tsx'

// The way in is in the first bundle; what comes after it is fetched when it is opened.
const JoinPage = lazy(() => import('../features/join/join-page.tsx').then((m) => ({ default: m.JoinPage })))
const RoomPage = lazy(() => import('../features/room/room-page.tsx').then((m) => ({ default: m.RoomPage })))
const ReplayPage = lazy(() => import('../features/replay/replay-page.tsx').then((m) => ({ default: m.ReplayPage })))
const SamplePage = lazy(() => import('../features/replay/sample-page.tsx').then((m) => ({ default: m.SamplePage })))
const BankPage = lazy(() => import('../features/bank/bank-page.tsx').then((m) => ({ default: m.BankPage })))
const CasePage = lazy(() => import('../features/bank/case-page.tsx').then((m) => ({ default: m.CasePage })))
const OwnCasesPage = lazy(() =>
  import('../features/own-cases/own-cases-page.tsx').then((m) => ({ default: m.OwnCasesPage })),
)
const OwnCasePage = lazy(() =>
  import('../features/own-cases/own-case-page.tsx').then((m) => ({ default: m.OwnCasePage })),
)
const PrivacyPage = lazy(() => import('../features/privacy/privacy-page.tsx').then((m) => ({ default: m.PrivacyPage })))

const Pages = () => {
  const navigate = useNavigate()
  return (
    <RouterProvider navigate={(to) => void navigate(to)} useHref={useHref}>
      <ErrorBoundary>
        <Suspense fallback={<Loading />}>
          <Routes>
            <Route path="/" element={<HomePage />} />
            <Route path="/join" element={<JoinPage />} />
            <Route path="/s/:session" element={<RoomPage />} />
            <Route path="/s/:session/replay" element={<ReplayPage />} />
            <Route path="/sample" element={<SamplePage />} />
            <Route path="/bank" element={<BankPage />} />
            <Route path="/bank/own" element={<OwnCasesPage />} />
            <Route path="/bank/own/:id" element={<OwnCasePage />} />
            <Route path="/bank/:caseId" element={<CasePage />} />
            <Route path="/privacy" element={<PrivacyPage />} />
            <Route path="*" element={<NotFoundPage />} />
          </Routes>
        </Suspense>
        <PaletteHost />
      </ErrorBoundary>
    </RouterProvider>
  )
}

export const App = () => (
  <I18nProvider locale="en-GB">
    <BrowserRouter>
      <Pages />
      <Toasts />
    </BrowserRouter>
  </I18nProvider>
)
