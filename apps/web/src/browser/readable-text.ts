/** Word and PowerPoint use these for line breaks inside a paragraph. */
const lineInParagraph = /[\v\f]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unreadable = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g

/** Text as other programs copy it, without the invisible control characters that some programs choke on. */
export function readableText(text: string): string {
  return text.replaceAll(lineInParagraph, ' ').replaceAll(unreadable, '')
}

/**
 * Removes control characters from what is pasted or dropped into any field, when it is about to be inserted. The browser inserts the rest,
 * so that its own Undo takes it back.
 */
export function insertReadableText(page: Document): void {
  page.addEventListener('beforeinput', (event) => {
    if (event.inputType !== 'insertFromPaste' && event.inputType !== 'insertFromDrop') return
    const words = event.data ?? event.dataTransfer?.getData('text/plain') ?? ''
    const readable = readableText(words)
    if (readable === words) return
    event.preventDefault()
    page.execCommand('insertText', false, readable)
  })
}
