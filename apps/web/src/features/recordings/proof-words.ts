import type { Damage, RecordingView, SealVerdict } from '@greenroom/recording'
import { t } from '@lingui/core/macro'

/**
 * What a file proves about itself; `damaged`: nothing, and only the part before the damage is shown; `checking`: its end has not arrived.
 */
export type Proof =
  | { readonly kind: 'checking' }
  | { readonly kind: SealVerdict }
  /** Recorded voices are damaged; everything else is as it was written. */
  | { readonly kind: 'damaged-voices' }
  | { readonly kind: 'damaged'; readonly damage: Damage; readonly until: number | null }

/** Why a file cannot be read, or cannot be read to its end. */
export function wordsOfDamage(damage: Damage): string {
  switch (damage.kind) {
    case 'not-a-recording':
      return t`This is not a Greenroom recording. Choose a .greenroom file, or a page that was saved from a replay.`
    case 'newer':
      return t`This recording was made by a newer Greenroom. Open it there, or update this one.`
    case 'cut':
      return t`The end of this file is missing: it is cut off in block ${damage.block}. Copy or download it again.`
    case 'changed':
      return t`Block ${damage.block} of this file has changed since it was written. Copy or download it again.`
    case 'too-large':
      return t`Block ${damage.block} of this file is larger than a recording can be.`
    case 'trailing':
      return t`Something was added after the end of this file.`
    case 'unreadable':
      return damage.block === 0
        ? t`Part of what this file holds can’t be read.`
        : t`Block ${damage.block} of this file can’t be read. A newer Greenroom may have written it.`
  }
}

type ProofWords = { readonly tone: 'good' | 'info' | 'warn' | 'danger'; readonly title: string; readonly words: string }

/** What can be said about a file, and what cannot. */
export function wordsOfProof(proof: Proof): ProofWords {
  switch (proof.kind) {
    case 'checking':
      return {
        tone: 'info',
        title: t`Not checked yet`,
        words: t`What you see so far is as it was written. Whether the rest is too, and who signed it, will be known once the end has loaded.`,
      }
    case 'signed':
      return { tone: 'good', title: t`Unchanged and signed`, words: t`Every byte is as this server made it.` }
    case 'unknown-key':
      return {
        tone: 'info',
        title: t`Undamaged, signed with an unknown key`,
        words: t`Nothing is damaged. It is signed with a key that is not known here, so this doesn’t prove who made it. The server that made it can: open the file there.`,
      }
    case 'not-signed':
      return {
        tone: 'info',
        title: t`Undamaged, not signed`,
        words: t`Nothing is damaged. Without a signature, nothing proves who made it.`,
      }
    case 'forged':
      return {
        tone: 'danger',
        title: t`Changed after it was signed`,
        words: t`The signature doesn’t match the contents of this file. Don’t rely on it.`,
      }
    case 'damaged-voices':
      return {
        tone: 'warn',
        title: t`Voices are damaged`,
        words: t`Some recorded voices in this file are not as they were recorded, and are silent. Everything else is as it was written. Copy or download it again.`,
      }
    case 'damaged':
      return { tone: 'warn', title: t`Ends where it is damaged`, words: wordsOfDamage(proof.damage) }
  }
}

/** Whose view a recording is, for its reader. */
export function wordsOfView(view: RecordingView): string {
  if (view.kind === 'participant')
    return view.sound === true ? t`One participant’s own view, with recorded voices` : t`One participant’s own view`
  const who = view.audience === 'desk' ? t`The interviewer’s view` : t`The candidate’s view`
  const names = view.names ? t`with names` : t`without names`
  const notes = view.words ? t`with notes and comments` : t`without notes and comments`
  const sound = view.sound === true ? `, ${t`with recorded voices`}` : ''
  return `${who}, ${names}, ${notes}${sound}`
}
