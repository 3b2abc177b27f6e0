import type { DropItem } from 'react-aria-components'

/** More than can be imported at once, so that a huge folder is not read to its end. */
const atMost = 500

/** The files that were dropped, including those in folders. */
export async function droppedFiles(items: readonly DropItem[]): Promise<readonly File[]> {
  const files: File[] = []
  const waiting = [...items]
  for (let item = waiting.shift(); item !== undefined && files.length < atMost; item = waiting.shift()) {
    if (item.kind === 'file') files.push(await item.getFile())
    else if (item.kind === 'directory') for await (const entry of item.getEntries()) waiting.push(entry)
  }
  return files
}

/** Text that was dropped or pasted directly. `null` when there is none. */
export async function droppedText(items: readonly DropItem[]): Promise<string | null> {
  for (const item of items)
    if (item.kind === 'text' && item.types.has('text/plain')) return await item.getText('text/plain')
  return null
}
