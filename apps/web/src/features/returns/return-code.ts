/**
 * Two digits that both screens show for one request, 10 to 99, so that the person who confirms it can ask which ones they see. Not a
 * secret: it tells two requests apart.
 */
export function returnCode(request: string): string {
  let sum = 0
  for (const letter of request) sum = (sum * 31 + letter.charCodeAt(0)) % 90
  return String(10 + sum)
}
