import type { Call, CallSnapshot } from '@greenroom/call'
import { limits } from '@greenroom/protocol'
import { t } from '@lingui/core/macro'
import { useEffect, useEffectEvent } from 'react'
import { showToast } from '../../design/index.ts'
import { deviceFaultWords, whisperActionWords, whisperWords } from './call-words.ts'
import { useVoices } from './voices.ts'

/** Avatars elsewhere in the room show who is speaking. */
export function useSharedVoices({ people, phase }: CallSnapshot): void {
  const inCall = phase === 'in' || phase === 'joining'
  useEffect(() => useVoices.setState({ inCall }), [inCall])
  useEffect(() => {
    useVoices.setState({
      voices: new Map(people.map(({ participant, speaking, muted }) => [participant, { speaking, muted }])),
    })
  }, [people])
  useEffect(() => () => useVoices.setState({ voices: new Map(), inCall: false }), [])
}

/** Says what is wrong with one's own microphone, once each time, in the place for messages. */
export function useMicrophoneNews({ notice, microphone, phase }: CallSnapshot, onCheck: () => void): void {
  const check = useEffectEvent(onCheck)
  const fault = microphone.kind === 'fault' ? microphone.fault : null
  useEffect(() => {
    if (fault === null) return
    return showToast({
      tone: 'danger',
      ...deviceFaultWords(fault, 'microphone'),
      action: { label: t`Check devices`, onPress: () => check() },
    })
  }, [fault])
  useEffect(() => {
    if (notice === 'muted')
      return showToast({ tone: 'info', title: t`You’re muted`, words: t`Press M to be heard, or hold the space bar.` })
    if (notice === 'silent')
      return showToast({
        tone: 'danger',
        title: t`Your microphone is silent`,
        words: t`It may be switched off, or muted by its own button. Nobody can hear you.`,
        action: { label: t`Check devices`, onPress: () => check() },
      })
    return
  }, [notice])
  useEffect(() => {
    if (phase === 'full')
      showToast({ tone: 'danger', title: t`The call is full`, words: t`It has as many people as it can hold.` })
  }, [phase])
}

/** Beyond the fourth person only voices are carried, unless LiveKit is there: said once. */
export function useManyPeopleNews({ people, phase }: CallSnapshot): void {
  const isMany =
    phase === 'in' && people.length > limits.callDirectPeople && people.some(({ way }) => way === 'relayed')
  useEffect(() => {
    if (isMany)
      showToast({
        tone: 'info',
        title: t`More than four people`,
        words: t`From the fifth person on, only voices are carried. Cameras and screens for everybody need LiveKit on the server.`,
      })
  }, [isMany])
}

/** Somebody wants to whisper, or be whispered to: shown where it can be answered. */
export function useWhisperNews({ whispers, maySpeak }: CallSnapshot, call: Call): void {
  useEffect(() => {
    if (whispers !== 'invited') return
    return showToast({
      tone: 'info',
      title: maySpeak ? t`Your mentor asks to whisper to you` : t`The interviewer lets you whisper`,
      words: whisperWords(whispers, maySpeak),
      action: { label: whisperActionWords(whispers, maySpeak), onPress: () => call.setWhispers(true) },
    })
  }, [whispers, maySpeak, call])
}
