import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
const account = 10001
/** Built by `npm test`, which says so; an account that is not root can make no mounts. */
const canTry =
  process.env.GREENROOM_BUILT === '1' &&
  existsSync(join(root, 'apps/server/dist/main.js')) &&
  process.getuid?.() === 0 &&
  ['unshare', 'setpriv', 'mount'].every((tool) => spawnSync('which', [tool]).status === 0) &&
  spawnSync('unshare', ['--mount', 'true']).status === 0

it.skipIf(!canTry)(
  'the files of the image, with a read-only root, start by its command as account 10001 and write to /data alone',
  async () => {
    const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8')
    const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '))
    const place = mkdtempSync(join(tmpdir(), 'greenroom-container-'))
    const [image, data] = [join(place, 'greenroom'), join(place, 'data')]
    try {
      mkdirSync(data, { mode: 0o700 })
      chownSync(data, account, account)
      // The image has the whole built checkout; it is shown where the account may look.
      expect(last).toContain('COPY --from=build /greenroom /greenroom')
      mkdirSync(image)
      chmodSync(place, 0o755)
      const [program, ...words]: string[] = JSON.parse(/^CMD (\[.*\])$/m.exec(last)?.[1] ?? '[]')
      expect(program).toBe('node')
      // Every file system of this machine read-only, but for the data folder.
      const script = [
        'set -e',
        `mount --bind ${data} ${data}`,
        `mount --bind ${root} ${image}`,
        `mount -o remount,bind,ro ${image}`,
        'mount -o remount,bind,ro /',
      ].join('; ')
      const inner = `${script}; cd ${image}; exec setpriv --reuid ${account} --regid ${account} --clear-groups --no-new-privs "$@"`
      const child = spawn('unshare', ['--mount', 'sh', '-c', inner, 'sh', process.execPath, ...words], {
        env: { PATH: process.env.PATH, DATA_DIR: data, HOST: '127.0.0.1', PORT: '0', LOG_FORMAT: 'json' },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let said = ''
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (piece: Buffer) => {
          said += String(piece)
        })
      const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
      let code: number | null | undefined
      void ended.then((value) => {
        code = value
      })
      try {
        let port: string | undefined
        for (;;) {
          if (code !== undefined) throw new Error(`it ended: ${said}`)
          port = /"port":(\d+),/.exec(said)?.[1]
          const check = /HEALTHCHECK .* CMD (\[.*\])/.exec(last)?.[1] ?? '[]'
          const [, ...checkWords]: string[] = JSON.parse(check)
          const look = () => spawnSync(process.execPath, checkWords, { env: { ...process.env, PORT: port } })
          if (port !== undefined && look().status === 0) break
          await new Promise((done) => setTimeout(done, 100))
        }
        const url = `http://127.0.0.1:${port}`
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
        expect(status).toMatch(new RegExp(`^Uid:\\t${account}\\t${account}`, 'm'))
        expect(readFileSync(`/proc/${child.pid}/mounts`, 'utf8')).toMatch(/^\S+ \/ \S+ ro[, ]/m)
        expect(await (await fetch(`${url}/api/bank`)).text()).toContain('caseId')
        expect(await (await fetch(url)).text()).toContain('<title>Greenroom')
        expect(statSync(join(data, 'greenroom.sqlite')).uid).toBe(account)
        child.kill('SIGTERM')
        expect(await ended).toBe(0)
        expect(said).not.toMatch(/EROFS|EACCES/)
        expect(readdirSync(data)).toContain('greenroom.sqlite')
      } finally {
        child.kill('SIGKILL')
      }
    } finally {
      rmSync(place, { recursive: true, force: true })
    }
  },
  60_000,
)
