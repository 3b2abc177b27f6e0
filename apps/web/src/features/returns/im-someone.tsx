import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Avatar, Button, Disclosure } from '../../design/index.ts'
import { seatWords } from '../../words/words.ts'
import type { Joined } from './use-return.ts'

const fewPeople = 4

/** Those who have joined by this invitation: the person who opens it on another device may be one of them. */
export function ImSomeone({
  people,
  onChoose,
}: {
  readonly people: readonly Joined[]
  readonly onChoose: (person: Joined) => void
}) {
  if (people.length === 0) return null
  const list = (
    <ul aria-label={t`People who have joined`} className="mt-2 flex flex-col gap-1.5">
      {people.map((person) => (
        <li key={person.participant}>
          <Button onPress={() => onChoose(person)} className="w-full justify-start">
            <Trans>
              <Avatar name={person.name} colour={8} size="sm" />
              I’m {person.name}
              {person.seat && (
                <span className="font-normal text-ink-faint">{seatWords[person.seat].toLowerCase()}</span>
              )}
            </Trans>
          </Button>
        </li>
      ))}
    </ul>
  )
  return (
    <section aria-label={t`On another device`} className="mt-6 border-t border-line pt-4">
      {people.length > fewPeople ? (
        <Disclosure level={2} title={t`Already joined on another device?`}>
          {list}
        </Disclosure>
      ) : (
        <>
          <h2 className="text-sm font-medium">{t`Already joined on another device?`}</h2>
          {list}
        </>
      )}
      <p className="mt-2 text-xs text-ink-faint">{t`Someone in the room confirms it with one click.`}</p>
    </section>
  )
}
