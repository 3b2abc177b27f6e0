import { readdirSync, readFileSync } from 'node:fs'

/** What the kernel reports about a process (Linux): all of its threads together. */

const ticksPerSecond = 100

function millisecondsIn(path: string): number {
  const stat = readFileSync(path, 'utf8')
  // The second field is the program's name in brackets and may contain spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond
}

/** Milliseconds of CPU, user and system, since the process began. */
export const cpuMilliseconds = (pid: number): number => millisecondsIn(`/proc/${pid}/stat`)

/** The same by thread name; threads with the same name are added up. */
export function cpuByThread(pid: number): ReadonlyMap<string, number> {
  const threads = new Map<string, number>()
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const name = readFileSync(`/proc/${pid}/task/${thread}/comm`, 'utf8').trim()
    threads.set(name, (threads.get(name) ?? 0) + millisecondsIn(`/proc/${pid}/task/${thread}/stat`))
  }
  return threads
}

/** System calls that write, of all threads, since the process began. */
export const writeCalls = (pid: number): number =>
  Number(/^syscw: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1])

/** Resident bytes. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  // A process that has ended and was not waited for yet uses no memory.
  return Number(kilobytes ?? 0) * 1024
}

function childrenOf(pid: number, thread: string): readonly number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim()
    return children === '' ? [] : children.split(' ').map(Number)
  } catch {
    // The thread has ended in the meantime.
    return []
  }
}

/** Resident bytes of a process and of all that it started. */
export function residentBytesOfAll(pid: number): number {
  let sum = residentBytes(pid)
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    for (const child of childrenOf(pid, thread)) {
      try {
        sum += residentBytesOfAll(child)
      } catch {
        // It has ended in the meantime.
      }
    }
  }
  return sum
}
