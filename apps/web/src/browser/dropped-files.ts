import type { DropItem } from 'react-aria-components'

/** More than can be imported at once; a folder with everything on a disk is not read to its end. */
const atMost = 500

/** The files that were dropped, those in folders as well. */
export async function droppedFiles(items: readonly DropItem[]): Promise<readonly File[]> {
  const files: File[] = []
  const waiting = [...items]
  for (let item = waiting.shift(); item !== undefined && files.length < atMost; item = waiting.shift()) {
    if (item.kind === 'file') files.push(await item.getFile())
    else if (item.kind === 'directory') for await (const entry of item.getEntries()) waiting.push(entry)
  }
  return files
}

/** The text that was dropped or pasted as such; `null`: there is none. */
export async function droppedText(items: readonly DropItem[]): Promise<string | null> {
  for (const item of items)
    if (item.kind === 'text' && item.types.has('text/plain')) return await item.getText('text/plain')
  return null
}
