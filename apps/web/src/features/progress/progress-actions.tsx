import { plural, t } from '@lingui/core/macro'
import { Download, Trash2, Upload } from 'lucide-react'
import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { download } from '../../browser/download.ts'
import { Button, Callout, ConfirmDialog, showToast } from '../../design/index.ts'
import { merged, noProgress, type Progress } from './progress.ts'
import {
  imported,
  importedWords,
  mostFileBytes,
  progressToFile,
  readProgressFile,
  textOfJsonFile,
  withoutImported,
} from './progress-file.ts'
import { progressStore, useProgress } from './progress-store.ts'

/** Sound or not, a file changes nothing unless all of it can be stored. Returns the sentence that says why it was not. */
export async function importProgress(file: File): Promise<string | null> {
  const text = await textOfJsonFile(file, mostFileBytes)
  if (!text.ok) return text.message
  const read = readProgressFile(text.value, file.name)
  if (!read.ok) return read.message
  const before = progressStore.read()
  const after = imported(before, read.value, Date.now())
  if (!after.ok) return after.message
  const kept = progressStore.change(() => after.value)
  if (kept !== 'kept') {
    if (kept === 'not-kept') progressStore.change(() => before)
    return kept === 'newer'
      ? t`The progress in this browser was saved by a newer Greenroom. Reload this page, then import the file again.`
      : t`This browser’s storage is full or blocked. Nothing was changed.`
  }
  const changed = JSON.stringify(after.value) !== JSON.stringify(before)
  const undo = {
    label: t`Undo`,
    onPress: () => progressStore.change((now) => withoutImported(now, before, after.value)),
  }
  showToast({
    tone: 'good',
    title: importedWords(before, after.value),
    ...(changed ? { action: undo } : {}),
  })
  return null
}

/** Save as file, import, delete. */
export function ProgressActions() {
  const progress = useProgress()
  const [refused, setRefused] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const nothing = progress.records.length === 0
  const remove = (): void => {
    const before: Progress = progress
    progressStore.change(() => noProgress)
    showToast({
      tone: 'good',
      title: t`Your progress is deleted from this browser`,
      action: { label: t`Undo`, onPress: () => progressStore.change((now) => merged(now, before)) },
    })
  }
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Button
          isDisabled={nothing}
          onPress={() => download('greenroom-progress.json', 'application/json', progressToFile(progress))}
        >
          <Download aria-hidden="true" />
          {t`Save as file`}
        </Button>
        <FileTrigger
          acceptedFileTypes={['.json', 'application/json']}
          onSelect={(files) => {
            const file = files?.[0]
            setRefused(null)
            if (file) void importProgress(file).then(setRefused)
          }}
        >
          <Button>
            <Upload aria-hidden="true" />
            {t`Import a file`}
          </Button>
        </FileTrigger>
        <Button isDisabled={nothing} onPress={() => setAsking(true)}>
          <Trash2 aria-hidden="true" />
          {t`Delete`}
        </Button>
      </div>
      {refused !== null && (
        <Callout tone="danger" role="alert" title={t`Nothing was imported`}>
          <span className="break-words">{refused}</span>
        </Callout>
      )}
      <ConfirmDialog
        title={t`Delete your progress from this browser?`}
        confirm={t`Delete it`}
        isOpen={asking}
        onOpenChange={setAsking}
        onConfirm={remove}
      >
        {t`${plural(progress.records.length, { one: '# round', other: '# rounds' })} with levels, feedback points and next steps. The sessions stay on the server; if you open a debrief again, its round is added again.`}
      </ConfirmDialog>
    </div>
  )
}
