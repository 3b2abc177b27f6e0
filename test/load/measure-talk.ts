import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { loadavg } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import type { Framework } from '@greenroom/board'
import type { Aims } from './aims.ts'
import { median, printTable, round } from './figures.ts'
import { cpuMilliseconds } from './process-figures.ts'
import { type TalkHeard, type TalkRooms, talkHeardSchema } from './talk-messages.ts'
import { startGreenroom, withTarget } from './targets.ts'
import { measureTyping } from './typing-load.ts'

/** Everybody who talks, in a program of its own. */
async function startTalking(
  rooms: TalkRooms,
): Promise<{ readonly ask: () => Promise<TalkHeard>; readonly stop: () => void }> {
  const program: ChildProcess = fork(new URL('./talk-load.ts', import.meta.url))
  program.send(rooms)
  await Promise.race([
    once(program, 'message'),
    once(program, 'exit').then(() => {
      throw new Error('the load that talks has ended')
    }),
  ])
  return {
    ask: async () => {
      const answer = once(program, 'message')
      program.send('ask')
      const [heard] = await answer
      return talkHeardSchema.parse(heard)
    },
    stop: () => void program.kill('SIGKILL'),
  }
}

const ms = (value: number | null): string => round(value ?? Number.NaN)

type Run = { readonly quiet: number; readonly talking: number; readonly cpu: number; readonly heard: TalkHeard }

/**
 * Voice over the server: in each of `rooms` one person speaks at a time to one listener. What that costs the server for each second of speech and
 * listener, how long a packet is under way, and what it does to the edits of people who type in the same rooms.
 */
export async function measureTalk(
  framework: Framework,
  { rooms, repeats, aims }: { readonly rooms: number; readonly repeats: number; readonly aims: Aims },
): Promise<void> {
  const runs: Run[] = []
  for (let run = 0; run < repeats; run++) {
    const quiet = await withTarget(
      () => startGreenroom(framework, rooms),
      (target) => measureTyping(target, rooms, { seconds: 10 }),
    )
    const target = await startGreenroom(framework, rooms)
    try {
      // What the server does anyway, of which voices are not the cause.
      await wait(1_000)
      const idleBefore = cpuMilliseconds(target.pid)
      await wait(5_000)
      const idle = (cpuMilliseconds(target.pid) - idleBefore) / 5
      const talkers = await startTalking({
        url: target.url,
        rooms: target.rooms.map(({ session, tokens }) => ({ session, tokens: [tokens.interviewer, tokens.candidate] })),
      })
      try {
        // Nobody types: what the server does is pass voices on.
        await wait(2_000)
        const first = await talkers.ask()
        if (first.heard === 0)
          throw new Error(`nobody is heard: ${first.sent} packets were sent; ${first.failures.join(', ')}`)
        const [cpuBefore, began] = [cpuMilliseconds(target.pid), performance.now()]
        await wait(10_000)
        const speech = await talkers.ask()
        const seconds = (speech.heard * 20) / 1000
        const elapsed = (performance.now() - began) / 1000
        const cpu = (cpuMilliseconds(target.pid) - cpuBefore - idle * elapsed) / seconds
        const talking = await measureTyping(target, rooms, { seconds: 10 })
        const beside = await talkers.ask()
        runs.push({ quiet: quiet.p99, talking: talking.p99, cpu, heard: speech })
        process.stdout.write(
          `talk, ${rooms} rooms: CPU ${round(cpu, 2)} ms for a second of speech and listener (${round(speech.sent / elapsed, 0)} packets/s), packets p50 ${ms(speech.p50)} p99 ${ms(speech.p99)} ms, beside typing p99 ${ms(beside.p99)} ms; of ${speech.sent} arrived ${speech.heard}, of ${beside.sent} ${beside.heard}; edits p99 ${round(quiet.p99)} ms without, ${round(talking.p99)} with; load late ${round(talking.late99)} ms at p99, machine's load ${round(loadavg()[0] ?? 0)}${[
            ...speech.failures,
            ...beside.failures,
            ...quiet.failures,
            ...talking.failures,
          ]
            .slice(0, 1)
            .map((why) => `; ${why}`)
            .join('')}\n`,
        )
      } finally {
        talkers.stop()
      }
    } finally {
      await target.stop()
    }
  }
  const of = (figure: (run: Run) => number): number => median(runs.map(figure))
  const ratio = of(({ quiet, talking }) => talking / quiet)
  printTable(
    `Voice over the server: one person speaks at a time in each of ${rooms} rooms, two type; median of ${repeats} runs`,
    [
      'CPU ms a second and listener',
      'packet p50 ms',
      'packet p99 ms',
      'lost %',
      'edit p99 ms',
      'edit p99 ms, talking',
      'ratio',
    ],
    [
      [
        round(
          of(({ cpu }) => cpu),
          2,
        ),
        round(of(({ heard }) => heard.p50 ?? Number.NaN)),
        round(of(({ heard }) => heard.p99 ?? Number.NaN)),
        round(
          of(({ heard }) => (1 - heard.heard / heard.sent) * 100),
          2,
        ),
        round(of(({ quiet }) => quiet)),
        round(of(({ talking }) => talking)),
        round(ratio, 2),
      ],
    ],
  )
  aims.note(
    'CPU of a second of speech and listener, over the server',
    `${round(
      of(({ cpu }) => cpu),
      2,
    )} ms`,
    '≤ 1 ms',
  )
  aims.note(`edit p99, ${rooms} rooms talking over the server, beside without`, `${round(ratio, 2)} ×`, '≤ 1.25 ×')
}
