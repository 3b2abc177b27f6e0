import { frameworkOf } from '@greenroom/frameworks'
import { startFloor, startGreenroom } from '/work/main/test/load/targets.ts'
import { measureTyping } from '/work/main/test/load/typing-load.ts'
if (process.env.PROF) process.env.NODE_OPTIONS = '--cpu-prof --cpu-prof-dir=/tmp/prof'
const framework = frameworkOf('success-metrics')!
const rooms = Number(process.argv[2] ?? 500)
const rate = process.argv[4] ? Number(process.argv[4]) : null
for (const name of (process.argv[3] ?? 'floor,ours').split(',')) {
  const t = name === 'floor' ? await startFloor(framework) : await startGreenroom(framework, rooms)
  const f = await measureTyping(t, rooms, { seconds: 8, editsPerSecond: rate })
  console.log(name, JSON.stringify({ ...f, failures: f.failures.slice(0, 3) }))
  if (process.env.PROF) { process.kill(t.pid, 'SIGTERM'); await new Promise(r => setTimeout(r, 4000)) }
  await t.stop()
}
