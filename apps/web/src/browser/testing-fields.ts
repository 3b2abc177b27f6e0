/**
 * Every place in the page where somebody types words, and what keeps them there. A new field fails in `draft-fields.test.ts` until
 * it is listed here. One that is listed under `draft` has to hand what is typed to a draft (`drafts.ts`) at once, and
 * `test/e2e/drafts.test.ts` types into it in a browser: it turns away, reloads, goes offline, comes back, and opens another tab.
 *
 * - `draft`: a draft of this field, see `drafts.ts`
 * - `case`: the case that is being written is one draft, which each of its fields changes with every letter
 * - `board`: the text of a card, which is on the board, and so on this device, with every letter
 * - `address`: the page's address
 * - `search`: narrows down a list while it is open; its words are gone when the list closes
 * - `secret`: a link that was copied elsewhere and opens a door: it is not written down on this device
 */
export type Keeper = 'draft' | 'case' | 'board' | 'address' | 'search' | 'secret'

/** `label`: how the field's name begins on the screen. Without one it is named after its container. */
export type TypedField = { readonly keeper: Keeper; readonly label?: string }

const draft = (label?: string): TypedField => ({ keeper: 'draft', ...(label !== undefined && { label }) })
const kept = (keeper: Exclude<Keeper, 'draft'>, label?: string): TypedField => ({
  keeper,
  ...(label !== undefined && { label }),
})

/** By the file that draws it, in the order of the file. */
export const typedFields = {
  'features/bank/bank-page.tsx': [kept('address', 'Search cases')],
  'features/bank/case-picker.tsx': [draft('Find a case')],
  'features/board/cards/field-input.tsx': [draft()],
  'features/board/text/writing-area.tsx': [kept('board')],
  'features/coach/add-sessions.tsx': [kept('secret', 'Link to a session you were in')],
  'features/comments/comment-form.tsx': [draft()],
  'features/debrief/after/appointment-form.tsx': [draft('Day'), draft('Time')],
  'features/debrief/points/feedback-step.tsx': [draft('What was missing, point'), draft('What to do next, point')],
  'features/debrief/scorecard/scorecard-form.tsx': [draft('Comment on')],
  'features/desk/candidate-panel.tsx': [draft('Ask for data')],
  'features/desk/guide-panel.tsx': [draft('Find a fact')],
  'features/desk/mentor-bar.tsx': [draft('Pinned at')],
  'features/desk/notes-panel.tsx': [draft('Private note')],
  'features/desk/whisper-form.tsx': [draft('Whisper to')],
  'features/home/start-choices.tsx': [draft('Call link')],
  'features/home/start-session.tsx': [draft('Your name')],
  'features/join/join-form.tsx': [draft('Your name')],
  'features/join/paste-link.tsx': [kept('secret', 'Paste the link you were sent')],
  // A number's name is a draft while another number has it.
  'features/own-cases/editor/arithmetic-form.tsx': [kept('case'), draft(), kept('case')],
  'features/own-cases/editor/case-fields.tsx': [kept('case')],
  'features/own-cases/editor/simple-fields.tsx': [kept('case'), kept('case'), kept('case'), kept('case'), kept('case')],
  'features/palette/palette.tsx': [kept('search'), kept('search')],
  'features/people/rename-dialog.tsx': [draft('Your name')],
  'features/room/header/call-link-dialog.tsx': [draft('Call link')],
  'features/thinking/focus-line.tsx': [draft('What I’m working on today')],
} as const satisfies Readonly<Record<string, readonly TypedField[]>>
