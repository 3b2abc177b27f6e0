import { BookOpen, Dices, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { difficultyWords, startsCapital } from '../../app/words.ts'
import { Badge, Button, Dialog, DialogTrigger, Modal, Select } from '../../design/index.ts'
import { CasePicker } from '../bank/case-picker.tsx'
import { categoryTitle } from '../bank/category-words.ts'
import { categoryChoices, difficultyChoices } from '../home/case-source.tsx'
import { any } from '../home/start-form.ts'
import type { RoomProps } from '../room/room-props.ts'

/** The case of the round, made ready unseen by the candidate: drawn (and drawn again, with a way back), or chosen. */
export const PrepareCase = ({ session, round, connected, send }: RoomProps) => {
  const [category, setCategory] = useState(any)
  const [difficulty, setDifficulty] = useState(any)
  const [before, setBefore] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const current = round.case?.caseId ?? null
  const last = before.at(-1)

  const prepare = async (command: Parameters<typeof send>[0]): Promise<boolean> => {
    setBusy(true)
    const done = await send(command)
    setBusy(false)
    return done
  }
  const remember = () => current && setBefore((now) => [...now, current])
  const draw = async () => {
    const done = await prepare({
      kind: 'drawCase',
      category: category === any ? null : category,
      difficulty: difficulty === any ? null : difficulty,
    })
    if (done) remember()
  }
  const choose = async (caseId: string) => {
    if (caseId !== current && (await prepare({ kind: 'chooseCase', caseId }))) remember()
  }
  const goBack = async () => {
    if (last && (await prepare({ kind: 'chooseCase', caseId: last }))) setBefore((now) => now.slice(0, -1))
  }

  return (
    <div className="flex flex-col gap-4">
      {round.case ? (
        <div>
          <p className="text-base font-semibold">{round.case.title}</p>
          <div className="mt-1.5 flex flex-wrap gap-1.5">
            <Badge tone="accent">{categoryTitle(round.case.category)}</Badge>
            <Badge>{difficultyWords[round.case.difficulty] ?? round.case.difficulty}</Badge>
            <Badge>{startsCapital(round.case.industry)}</Badge>
          </div>
          <p className="mt-3 border-l-2 border-accent-line pl-3 text-sm text-ink-soft">{round.case.prompt}</p>
        </div>
      ) : (
        <p className="text-sm text-ink-soft">
          {round.caseReady
            ? 'A case is ready. It stays hidden until the round starts.'
            : session.mode === 'solo'
              ? 'Draw one that you have not seen, or choose it yourself.'
              : 'Draw one that neither of you has seen, or choose it yourself.'}
        </p>
      )}
      <div className="grid grid-cols-2 gap-2">
        <Select
          aria-label="Category"
          choices={categoryChoices}
          value={category}
          onChange={(key) => setCategory(String(key ?? any))}
        />
        <Select
          aria-label="Difficulty"
          choices={difficultyChoices}
          value={difficulty}
          onChange={(key) => setDifficulty(String(key ?? any))}
        />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          variant={round.caseReady ? 'secondary' : 'primary'}
          isDisabled={!connected}
          isPending={busy}
          onPress={() => void draw()}
        >
          <Dices aria-hidden="true" />
          {round.caseReady ? 'Draw another one' : 'Draw a case'}
        </Button>
        <DialogTrigger>
          <Button isDisabled={!connected}>
            <BookOpen aria-hidden="true" />
            Choose
          </Button>
          <Modal width="md">
            <Dialog title="Choose a case" lead="Titles only: the guide comes to the desk once it is chosen.">
              {(close) => (
                <CasePicker
                  tall
                  chosen={current}
                  onChoose={(caseId) => {
                    close()
                    void choose(caseId)
                  }}
                />
              )}
            </Dialog>
          </Modal>
        </DialogTrigger>
        {last && (
          <Button variant="quiet" isDisabled={!connected || busy} onPress={() => void goBack()}>
            <Undo2 aria-hidden="true" />
            The one before
          </Button>
        )}
      </div>
    </div>
  )
}
