/** Samples per second, and per packet of 20 ms. */
export const relayRate = 48_000
export const packetSamples = 960
const packetLength = 20

/** How much is held back so that no gap is heard: as little as the network allows. Milliseconds. */
const leastHeld = 120
const mostHeld = 250
/** Beyond this a voice would arrive too late to be answered: older packets are dropped. */
export const oldestHeard = 400
/** A packet that arrives late makes the buffer longer by this much; fifteen seconds without one make it shorter again. */
const longer = 40
const shorterAfter = (15 * relayRate) / packetSamples
/** Up to this many missing packets between two that arrived are a gap; more are a pause, after which the buffer fills again. */
const gapPackets = 10
/** More than this beyond what is to be held back makes a voice later for nothing: milliseconds, as frames of two packets come in jumps. */
const spareHeld = 2 * packetLength
/** Then what is quieter than this is left out, and of the rest, where it is beyond the most that is ever held back, one packet in so many. */
const quiet = 0.02
const leaveOutEvery = 5
/** No packet is this late: the speaker’s numbers have started again. Milliseconds. */
const beginsAgain = 1_000

/** Packets of one voice, put in as they arrive and taken out at a steady rate. Counts samples; knows no clock. */
export type JitterBuffer = {
  /** `stamp`: the speaker's milliseconds; packets whose time has passed are dropped. */
  readonly put: (stamp: number, samples: Float32Array) => void
  /** Fills `target` with what is to be heard next; silence where there is nothing. */
  readonly take: (target: Float32Array) => void
  /** Milliseconds of voice that are waiting. */
  readonly held: () => number
}

export function createJitterBuffer(): JitterBuffer {
  const packets: { readonly stamp: number; readonly samples: Float32Array }[] = []
  let playing = false
  let target = leastHeld
  let even = 0
  /** Packets since the last one that was left out. */
  let whole = 0
  /** The stamp of the packet that is due next, and how much of it has been taken. */
  let next: number | null = null
  let taken = 0
  /** What was due when it ran dry. `null`: it did not, or what came then has been looked at. */
  let missed: number | null = null

  const held = (): number => packets.length * packetLength
  /** Drops the oldest until no more than `most` are waiting. */
  const dropTo = (most: number): void => {
    while (held() > most) {
      packets.shift()
      next = packets[0]?.stamp ?? null
      taken = 0
    }
  }
  /** What came in a burst is heard a little faster, until no more is held back than needs to be. */
  const catchUp = (): void => {
    const first = packets[0]
    whole += 1
    if (first === undefined || next === null || held() <= target + spareHeld) return
    const isDue = held() > mostHeld + spareHeld && whole >= leaveOutEvery
    if (!isDue && first.samples.some((sample) => Math.abs(sample) > quiet)) return
    if (first.stamp <= next) packets.shift()
    next += packetLength
    whole = 0
  }
  const pause = (): void => {
    playing = false
    next = null
    taken = 0
  }

  return {
    held,
    put: (stamp, samples) => {
      if (next !== null && stamp < next) {
        if (next - stamp < beginsAgain) return
        packets.length = 0
        pause()
      }
      // What was due has come after all: it was late. Otherwise the speaker had paused.
      if (stamp === missed) {
        target = Math.min(mostHeld, target + longer)
        even = 0
      }
      missed = null
      const at = packets.findLastIndex((one) => one.stamp <= stamp)
      if (packets[at]?.stamp === stamp) return
      packets.splice(at + 1, 0, { stamp, samples })
      if (held() > oldestHeard) dropTo(target)
      if (!playing && held() >= target) {
        playing = true
        next = packets[0]?.stamp ?? null
      }
    },
    take: (out) => {
      out.fill(0)
      for (let at = 0; playing && at < out.length; ) {
        const first = packets[0]
        if (first === undefined) {
          // Ran dry: either the speaker has paused, or packets arrive later than allowed for.
          missed = next
          pause()
          return
        }
        const gap = next === null ? 0 : Math.round((first.stamp - next) / packetLength)
        if (gap > gapPackets) {
          if (held() < target) return pause()
          next = first.stamp
        }
        const isGap = gap > 0 && gap <= gapPackets
        const length = Math.min(out.length - at, packetSamples - taken)
        if (!isGap) out.set(first.samples.subarray(taken, taken + length), at)
        at += length
        taken += length
        if (taken < packetSamples) continue
        taken = 0
        next = (next ?? first.stamp) + packetLength
        if (!isGap) packets.shift()
        catchUp()
        even += 1
        if (even >= shorterAfter && target > leastHeld) {
          target -= longer / 2
          even = 0
        }
      }
    },
  }
}
