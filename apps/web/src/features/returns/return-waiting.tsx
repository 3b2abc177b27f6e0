import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Callout, Spinner } from '../../design/index.ts'
import { listInWords } from '../../words/words.ts'
import { returnCode } from './return-code.ts'
import type { Returning } from './use-return.ts'

/** What somebody sees who waits to be let in as a person who has joined before. */
export function ReturnWaiting({ returning }: { readonly returning: Returning }) {
  const { state, ask, stop } = returning
  const asNew = <Button onPress={stop}>{t`Join as someone new`}</Button>
  switch (state.kind) {
    case 'idle':
      return null
    case 'asking':
      return (
        <p role="status" className="flex items-center gap-2 text-sm text-ink-soft">
          <Trans>
            <Spinner label={t`Asking`} /> Asking whether you are {state.name}…
          </Trans>
        </p>
      )
    case 'waiting':
      return (
        <div role="status" className="flex flex-col gap-4">
          <div className="flex items-start gap-3">
            <Spinner label={t`Waiting`} className="mt-1 size-4 shrink-0" />
            <div className="text-sm text-ink-soft">
              {state.asked.length > 0 ? (
                <p>
                  <Trans>
                    <span className="font-medium text-ink">
                      Waiting for{' '}
                      {listInWords(
                        state.asked.map((name) => (name === state.name ? t`you on your other device` : name)),
                        'or',
                      )}
                      .
                    </span>{' '}
                    They are being asked whether you are {state.name}. Their screen shows the same code as yours:
                  </Trans>
                </p>
              ) : (
                <p>
                  <Trans>
                    <span className="font-medium text-ink">Nobody who can confirm this is in the room right now.</span>{' '}
                    The owner or anyone taking part can say yes as soon as they come back. You can wait here, or join as
                    someone new. Your code:
                  </Trans>
                </p>
              )}
              <p className="tabular mt-2 text-3xl font-semibold text-ink">{returnCode(state.request)}</p>
              {state.offline && <p className="mt-2">{t`The server isn’t answering. Still trying.`}</p>}
            </div>
          </div>
          <div className="flex flex-wrap gap-2">{asNew}</div>
        </div>
      )
    case 'declined':
    case 'over': {
      const { person } = state
      return (
        <Callout
          tone="warn"
          role="alert"
          title={state.kind === 'declined' ? t`They said no` : t`Nobody answered in time`}
          actions={
            <>
              {person && <Button onPress={() => void ask(person)}>{t`Ask again`}</Button>}
              {asNew}
            </>
          }
        >
          {state.kind === 'declined'
            ? t`Someone in the room said that you are not ${state.name}. Talk to them, or join as someone new.`
            : t`A request ends after two minutes. Ask again when someone is in the room.`}
        </Callout>
      )
    }
    case 'refused':
      return (
        <Callout tone="danger" role="alert" actions={asNew}>
          {state.message}
        </Callout>
      )
  }
}
