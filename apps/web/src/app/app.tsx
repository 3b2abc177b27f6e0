import { type ReactNode, Suspense, useSyncExternalStore } from 'react'
import { I18nProvider, RouterProvider } from 'react-aria-components'
import { BrowserRouter, Route, Routes, useHref, useLocation, useNavigate } from 'react-router'
import { signInNeeded } from '../browser/sign-in-needed.ts'
import { Loading } from '../design/index.ts'
import { HomePage } from '../features/home/home-page.tsx'
import { PaletteHost } from '../features/palette/palette-host.tsx'
import { DraftGuard } from '../shell/draft-guard.tsx'
import { ErrorBoundary } from '../shell/error-boundary.tsx'
import { lazyPart } from '../shell/lazy-part.tsx'
import { NotFoundPage } from '../shell/not-found-page.tsx'
import { ToastPlace } from './toast-place.tsx'

// The start page and the doors are in the first bundle; the rest is fetched when it is opened.
const JoinPage = lazyPart(() => import('../features/join/join-page.tsx').then((m) => m.JoinPage))
const BackPage = lazyPart(() => import('../features/way-back/back-page.tsx').then((m) => m.BackPage))
const RoomPage = lazyPart(() => import('../features/room/room-page.tsx').then((m) => m.RoomPage))
const ReplayPage = lazyPart(() =>
  import('../features/take-home/replay-to-take-home.tsx').then((m) => m.ReplayToTakeHome),
)
const SamplePage = lazyPart(() => import('../features/replay/sample-page.tsx').then((m) => m.SamplePage))
const SharedPage = lazyPart(() => import('../features/recordings/shared-page.tsx').then((m) => m.SharedPage))
const RecordingFilePage = lazyPart(() =>
  import('../features/recordings/file-page.tsx').then((m) => m.RecordingFilePage),
)
const BankPage = lazyPart(() => import('../features/bank/bank-page.tsx').then((m) => m.BankPage))
const CasePage = lazyPart(() => import('../features/bank/case-page.tsx').then((m) => m.CasePage))
const LoopsPage = lazyPart(() => import('../features/loops/loops-page.tsx').then((m) => m.LoopsPage))
const LoopPage = lazyPart(() => import('../features/loops/loop-page.tsx').then((m) => m.LoopPage))
const OwnCasesPage = lazyPart(() => import('../features/own-cases/own-cases-page.tsx').then((m) => m.OwnCasesPage))
const OwnCasePage = lazyPart(() => import('../features/own-cases/own-case-page.tsx').then((m) => m.OwnCasePage))
const ProgressPage = lazyPart(() => import('../features/progress/progress-page.tsx').then((m) => m.ProgressPage))
const CoachPage = lazyPart(() => import('../features/coach/coach-page.tsx').then((m) => m.CoachPage))
const PrivacyPage = lazyPart(() => import('../features/privacy/privacy-page.tsx').then((m) => m.PrivacyPage))

const AccountPage = lazyPart(() => import('../features/account/account-page.tsx').then((m) => m.AccountPage))
const SignInFirst = lazyPart(() => import('../features/account/sign-in-first.tsx').then((m) => m.SignInFirst))
const AdminPage = lazyPart(() => import('../features/admin/admin-page.tsx').then((m) => m.AdminPage))

/** Pages for which a server that requires signing in returns nothing to anybody else. */
const doors = /^\/(join|back|shared|recording|bank\/own(\/.*)?)?$/

const Doorway = ({ pathname, children }: { readonly pathname: string; readonly children: ReactNode }) => {
  const needed = useSyncExternalStore(signInNeeded.watch, signInNeeded.read)
  return needed && doors.test(pathname) ? <SignInFirst /> : children
}

const Pages = () => {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  return (
    <RouterProvider navigate={(to) => void navigate(to)} useHref={useHref}>
      <ErrorBoundary address={pathname}>
        <Suspense fallback={<Loading />}>
          <Doorway pathname={pathname}>
            <Routes>
              <Route path="/" element={<HomePage />} />
              <Route path="/join" element={<JoinPage />} />
              <Route path="/back" element={<BackPage />} />
              <Route path="/s/:session" element={<RoomPage />} />
              <Route path="/s/:session/replay" element={<ReplayPage />} />
              <Route path="/sample" element={<SamplePage />} />
              <Route path="/shared" element={<SharedPage />} />
              <Route path="/recording" element={<RecordingFilePage />} />
              <Route path="/bank" element={<BankPage />} />
              <Route path="/bank/own" element={<OwnCasesPage />} />
              <Route path="/bank/own/:id" element={<OwnCasePage />} />
              <Route path="/loops" element={<LoopsPage />} />
              <Route path="/loops/:loopId" element={<LoopPage />} />
              <Route path="/bank/:caseId" element={<CasePage />} />
              <Route path="/progress" element={<ProgressPage />} />
              <Route path="/coach" element={<CoachPage />} />
              <Route path="/privacy" element={<PrivacyPage />} />
              <Route path="/account" element={<AccountPage />} />
              <Route path="/admin" element={<AdminPage />} />
              <Route path="*" element={<NotFoundPage />} />
            </Routes>
          </Doorway>
        </Suspense>
        <PaletteHost />
      </ErrorBoundary>
    </RouterProvider>
  )
}

export function App() {
  return (
    <I18nProvider locale="en-GB">
      <BrowserRouter>
        <Pages />
        <ToastPlace />
        <DraftGuard />
      </BrowserRouter>
    </I18nProvider>
  )
}
