let clicks = 1

if (typeof document !== 'undefined') {
  // Before any button is pressed by it.
  document.addEventListener(
    'mousedown',
    ({ detail }) => {
      clicks = detail
    },
    true,
  )
  document.addEventListener(
    'keydown',
    () => {
      clicks = 1
    },
    true,
  )
}

/** Whether what is being pressed is pressed by the second half of a double click, as the system of this computer counts them. */
export function isSecondClick(): boolean {
  return clicks > 1
}
