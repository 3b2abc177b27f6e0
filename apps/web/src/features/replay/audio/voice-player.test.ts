import { type AudioPart, participantIdSchema } from '@greenroom/session'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createVoicePlayer, type VoiceMoment } from './voice-player.ts'

/** Voices that play at the speed of a test. */
class TurnedAudio {
  static made: TurnedAudio[] = []
  currentTime = 0
  paused = true
  playbackRate = 1
  preservesPitch = false
  preload = ''
  readonly src: string
  constructor(src: string) {
    this.src = src
    TurnedAudio.made.push(this)
  }
  async play(): Promise<void> {
    this.paused = false
  }
  pause(): void {
    this.paused = true
  }
}

beforeEach(() => {
  TurnedAudio.made = []
  vi.stubGlobal('Audio', TurnedAudio)
  vi.stubGlobal(
    'OfflineAudioContext',
    class {
      decodeAudioData = async () => ({ sampleRate: 24_000, getChannelData: () => new Float32Array(24) })
    },
  )
  vi.stubGlobal('URL', { createObjectURL: () => 'blob:voice', revokeObjectURL: () => undefined })
})
afterEach(() => vi.unstubAllGlobals())

const partAt = (at: number, by = 'ana'): AudioPart => ({
  hash: `${by}${at}`,
  at,
  length: 10_000,
  bytes: 1,
  type: 'mp4',
  levels: '',
  by: participantIdSchema.parse(by),
})
const moment = (given: Partial<VoiceMoment>): VoiceMoment => ({ at: 0, playing: true, speed: 1, lanes: [], ...given })
const playing = () => TurnedAudio.made.filter(({ paused }) => !paused)
const loaded = (count: number) => vi.waitFor(() => expect(TurnedAudio.made).toHaveLength(count))

describe('recorded voices in a replay', () => {
  it('play from the very moment that is shown, after any seek, and are put right when they drift', async () => {
    const lanes = [[partAt(100_000)], [partAt(101_000, 'ben')]]
    const player = createVoicePlayer(async () => new ArrayBuffer(1))
    player.follow(moment({ at: 102_500, lanes }))
    await loaded(2)
    await vi.waitFor(() => expect(playing().map(({ currentTime }) => currentTime)).toEqual([2.5, 1.5]))
    player.follow(moment({ at: 108_000, lanes }))
    expect(playing().map(({ currentTime }) => currentTime)).toEqual([8, 7])
    // 50 ms off is left alone, for putting it right can be heard; 70 ms is not.
    const [first, second] = TurnedAudio.made
    if (first === undefined || second === undefined) throw new Error('two voices')
    first.currentTime = 8.05
    second.currentTime = 7.07
    player.follow(moment({ at: 108_000, lanes }))
    expect([first.currentTime, second.currentTime]).toEqual([8.05, 7])
    player.close()
    expect(playing()).toEqual([])
  })

  it('are silent while it stands, in a gap, and for a lane that is muted', async () => {
    const [ana, ben] = [[partAt(0), partAt(30_000)], [partAt(0, 'ben')]]
    const player = createVoicePlayer(async () => new ArrayBuffer(1))
    player.follow(moment({ at: 1_000, lanes: [ana, ben] }))
    await loaded(2)
    await vi.waitFor(() => expect(playing()).toHaveLength(2))
    player.follow(moment({ at: 1_100, lanes: [ana] }))
    expect(playing()).toHaveLength(1)
    player.follow(moment({ at: 1_100, playing: false, lanes: [ana] }))
    expect(playing()).toEqual([])
    player.follow(moment({ at: 20_000, lanes: [ana] }))
    expect(playing()).toEqual([])
    // What comes next is there before it is needed.
    player.follow(moment({ at: 27_000, lanes: [ana] }))
    await loaded(3)
    expect(playing()).toEqual([])
    player.follow(moment({ at: 30_010, lanes: [ana] }))
    expect(playing()).toHaveLength(1)
  })

  it('keep their pitch at every speed, and are silent beyond sixteen', async () => {
    const lanes = [[partAt(0)]]
    const player = createVoicePlayer(async () => new ArrayBuffer(1))
    player.follow(moment({ at: 1_000, speed: 2, lanes }))
    await loaded(1)
    await vi.waitFor(() => expect(playing()[0]).toMatchObject({ playbackRate: 2, preservesPitch: true }))
    player.follow(moment({ at: 1_000, speed: 32, lanes }))
    expect(playing()).toEqual([])
  })

  it('are silent where the server has nothing any more, and the others play', async () => {
    const lanes = [[partAt(0)], [partAt(0, 'ben')]]
    const player = createVoicePlayer(async ({ by }) => (by === 'ben' ? null : new ArrayBuffer(1)))
    player.follow(moment({ at: 1_000, lanes }))
    await loaded(1)
    await vi.waitFor(() => expect(playing()).toHaveLength(1))
  })
})
