import type { CallPerson, DeviceFault, WhisperState } from '@greenroom/call'
import { t } from '@lingui/core/macro'

/** Why there is no sound or picture from this computer, and what to do about it. */
export function deviceFaultWords(
  fault: DeviceFault,
  device: 'microphone' | 'camera' | 'screen',
): { readonly title: string; readonly words: string } {
  const camera = device === 'camera'
  switch (fault) {
    case 'insecure':
      return {
        title: camera ? t`No camera at this address` : t`No microphone at this address`,
        words: t`Browsers give a page a microphone and a camera only over https or at localhost. Use the room’s https address, or a call link. The README has the one line that adds https.`,
      }
    case 'blocked':
      return {
        title: camera ? t`The camera is blocked` : t`The microphone is blocked`,
        words: t`Open the site settings beside the address, allow it for this page, and try again. If it is allowed there, look in the privacy settings of your system.`,
      }
    case 'dismissed':
      return {
        title: t`Your browser is still asking`,
        words: t`The question was closed without an answer. Try again and choose “Allow”.`,
      }
    case 'no-device':
      return {
        title: camera ? t`No camera found` : t`No microphone found`,
        words: t`Plug one in. It is used as soon as your computer recognises it. You can listen in the meantime.`,
      }
    case 'in-use':
      return {
        title: camera ? t`The camera is in use` : t`The microphone is in use`,
        words: t`Another program is using it, or your system hasn’t released it. Close that program and try again.`,
      }
    case 'unplugged':
      return {
        title: camera ? t`The camera is gone` : t`The microphone is gone`,
        words: t`It was unplugged, or its permission was withdrawn. Plug it in again, or choose another one. You can still hear the others.`,
      }
    case 'unknown':
      return {
        title: camera ? t`The camera doesn’t work` : t`The microphone doesn’t work`,
        words: t`Try again, or choose another one.`,
      }
  }
}

/** How somebody is heard, as a line beside their name. */
export function wayWords({ way, quality, me, muted }: CallPerson): string {
  if (me) return muted ? t`You, muted` : t`You`
  const state = {
    none: t`listens`,
    connecting: t`connecting`,
    direct: quality === 'weak' ? t`weak connection` : t`connected`,
    liveKit: quality === 'weak' ? t`over LiveKit, weak connection` : t`over LiveKit`,
    relayed: quality === 'weak' ? t`over the server, weak connection` : t`over the server`,
    lost: t`no connection, trying again`,
  }[way]
  return muted && way !== 'none' ? t`${state}, muted` : state
}

/** What pressing the menu's item for whispers does. `interviewer`: whom they go to; otherwise the mentor is the one who whispers. */
export function whisperActionWords(whispers: WhisperState, interviewer: boolean): string {
  if (whispers === 'asked' || whispers === 'on')
    return interviewer ? t`Stop allowing whispers by voice` : t`Stop whispering by voice`
  return interviewer ? t`Let the mentor whisper by voice` : t`Whisper to the interviewer by voice`
}

/** The state of whispers, and what one has to know about them. */
export function whisperWords(whispers: WhisperState, interviewer: boolean): string {
  switch (whispers) {
    case 'none':
      return ''
    case 'off':
    case 'invited':
      return interviewer
        ? t`Only you hear it. Wear headphones, or the candidate hears it from your speakers.`
        : t`Only the interviewer hears it, while you hold the button or the space bar.`
    case 'asked':
      return interviewer ? t`The mentor hasn’t agreed yet.` : t`The interviewer hasn’t agreed yet.`
    case 'on':
      return interviewer
        ? t`The mentor can whisper. Only you hear it.`
        : t`Only the interviewer hears you, while you hold the button or the space bar.`
  }
}
