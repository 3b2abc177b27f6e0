import type { CaseFault } from '@greenroom/protocol'
import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { FileUp, Upload, X } from 'lucide-react'
import { useState } from 'react'
import { DropZone, FileTrigger } from 'react-aria-components'
import { useNavigate } from 'react-router'
import { droppedFiles, droppedText } from '../../browser/dropped-files.ts'
import { Button, Callout, IconButton, showToast } from '../../design/index.ts'
import { isolated } from '../../live/room-props.ts'
import { importCases, keepDraft } from '../own-case-list/own-cases.ts'
import { textOfFile } from './file-text.ts'
import { type CaseFileText, draftOfFile, isCaseFile, passedOver, whyNotSend } from './import-files.ts'

type Refused = { readonly files: readonly CaseFileText[]; readonly faults: readonly CaseFault[] }

/** Imports one or many files, by dropping or choosing them. Bad ones are refused with everything that is wrong, and nothing changes. */
export function ImportCases() {
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Refused | null>(null)
  const [sentence, setSentence] = useState<string | null>(null)
  const [passed, setPassed] = useState<string | null>(null)

  const take = async (choose: () => Promise<readonly File[]>) => {
    setRefused(null)
    setPassed(null)
    setSentence(null)
    setBusy(true)
    try {
      await takeFiles(await choose())
    } catch {
      // Moved, renamed or locked since it was chosen, or from a drive that is gone.
      setSentence(
        t`A file couldn’t be read. Check that it is still there and that you are allowed to open it, then try again.`,
      )
    } finally {
      setBusy(false)
    }
  }

  const takeFiles = async (chosen: readonly File[]) => {
    const files = chosen.filter(isCaseFile)
    const others = chosen.filter((file) => !isCaseFile(file))
    const why = whyNotSend(files, others)
    setSentence(why)
    if (why !== null) return
    setPassed(passedOver(others))
    const read = await Promise.all(
      files.map(async (file) => ({ name: file.name, text: textOfFile(new Uint8Array(await file.arrayBuffer())) })),
    )
    const texts = read.flatMap(({ name, text }) => (text === null ? [] : [{ name, text }]))
    const unread = read.find(({ text }) => text === null)
    if (unread)
      return setSentence(
        t`${unread.name} can’t be read as text, or its encoding is unclear. Save it as YAML in UTF-8, then import it again.`,
      )
    const answer = await importCases(texts)
    if (answer.ok) {
      const [first] = answer.value
      showToast({
        tone: 'good',
        title:
          answer.value.length === 1
            ? t`Imported: ${isolated(first?.public.title ?? '')}`
            : t`${answer.value.length} cases imported`,
      })
    } else if (answer.faults) setRefused({ files: texts, faults: answer.faults })
    else setSentence(answer.message)
  }

  return (
    <div className="flex flex-col gap-3">
      <DropZone
        aria-label={t`Drop case files here`}
        getDropOperation={() => 'copy'}
        onDrop={({ items }) =>
          void take(async () => {
            const files = await droppedFiles(items)
            const text = files.length === 0 ? await droppedText(items) : null
            return text === null || text.trim() === '' ? files : [new File([text], t`Pasted text.yaml`)]
          })
        }
        className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-dashed border-line-strong px-4 py-3 text-sm text-ink-soft transition-colors duration-100 focus-visible:outline-2 focus-visible:outline-ring drop-target:border-accent drop-target:bg-accent-soft"
      >
        <FileUp aria-hidden="true" className="size-5 shrink-0 text-ink-faint max-sm:hidden" />
        <span className="min-w-0 grow basis-48">
          <Trans>
            <span className="max-sm:hidden">Drop one or more .yaml files here, or paste a case. </span>
            If one file fails, none is imported.
          </Trans>
        </span>
        <FileTrigger
          allowsMultiple
          acceptedFileTypes={['.yaml', '.yml']}
          onSelect={(files) => {
            if (files !== null) void take(async () => [...files])
          }}
        >
          <Button isPending={busy}>
            <Upload aria-hidden="true" />
            {t`Import files`}
          </Button>
        </FileTrigger>
      </DropZone>
      {sentence !== null && (
        <Callout tone="danger" role="alert" title={t`Nothing was imported`}>
          {sentence}
        </Callout>
      )}
      {passed !== null && (
        <p role="status" className="text-sm text-ink-soft">
          {passed}
        </p>
      )}
      {refused !== null && <Faults refused={refused} onClose={() => setRefused(null)} />}
    </div>
  )
}

const Faults = ({ refused, onClose }: { readonly refused: Refused; readonly onClose: () => void }) => {
  const navigate = useNavigate()
  const byFile = [...Map.groupBy(refused.faults, ({ file }) => file)]
  const count = refused.faults.length
  const good = refused.files.filter(({ name }) => !byFile.some(([file]) => file === name)).length
  const fix = (name: string) => {
    const text = refused.files.find((file) => file.name === name)?.text
    const draft = text === undefined ? null : draftOfFile(text)
    if (draft === null) return
    const id = `new-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`
    keepDraft(id, { value: draft, base: 0, changedAt: Date.now() })
    void navigate(`/bank/own/${id}`)
  }
  return (
    <section
      role="alert"
      aria-label={t`Problems in these files`}
      className="rounded-xl border border-danger-line bg-danger-soft p-4 text-sm"
    >
      <div className="flex items-start justify-between gap-3">
        <div>
          <h2 className="font-medium text-danger-ink">
            {plural(count, {
              one: 'Nothing was imported: 1 thing has to be fixed',
              other: 'Nothing was imported: # things have to be fixed',
            })}
          </h2>
          <p className="mt-0.5 text-ink-soft">
            {good === 0
              ? t`Fix what is listed, then import again.`
              : plural(good, {
                  one: '1 file is fine. Fix the rest, then import them all again.',
                  other: '# files are fine. Fix the rest, then import them all again.',
                })}
          </p>
        </div>
        <IconButton size="sm" label={t`Close the list`} onPress={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <ul className="mt-3 flex flex-col gap-4">
        {byFile.map(([file, faults]) => {
          const text = refused.files.find(({ name }) => name === file)?.text ?? ''
          return (
            <li key={file}>
              <div className="flex flex-wrap items-center justify-between gap-2">
                <h3 className="min-w-0 truncate font-medium text-ink">{file}</h3>
                {draftOfFile(text) !== null && (
                  <Button size="sm" onPress={() => fix(file)}>{t`Fix it in the form`}</Button>
                )}
              </div>
              <ul className="mt-1 flex flex-col gap-1">
                {faults.map((fault) => (
                  <li
                    key={`${fault.line} ${fault.column} ${fault.rule} ${fault.message}`}
                    className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-2 text-ink"
                  >
                    <span className="tabular text-ink-soft">
                      {fault.line}:{fault.column}
                    </span>
                    <span>
                      {fault.message} <span className="text-ink-soft">({fault.rule})</span>
                    </span>
                  </li>
                ))}
              </ul>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
