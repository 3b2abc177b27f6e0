/** What a template holds where its author has to write: a request in square brackets. */
export function toPlaceholder(request: string): string {
  return `[${request}]`
}

/** Whether nothing has been written in place of a request yet. */
export function isPlaceholder(text: string): boolean {
  const trimmed = text.trim()
  return trimmed.length > 2 && trimmed.startsWith('[') && trimmed.endsWith(']') && !trimmed.slice(1, -1).includes(']')
}

/** The request of a placeholder, without its brackets. */
export function readPlaceholder(text: string): string {
  return text.trim().slice(1, -1)
}
