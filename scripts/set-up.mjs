// What `npm start`, `npm run dev` and `npm test` share: install, build, find the pinned Node. Plain JavaScript for any Node
// from 18, because it runs before anything is installed.
import { execFile, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unpackChromiumShell } from './chromium-shell.mjs'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const pnpm = 'pnpm@12.21.0'
const windows = process.platform === 'win32'
const endSignals = windows ? ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] : ['SIGINT', 'SIGTERM', 'SIGHUP']

/** The pinned Node, a dependency like any other; there once `install` has run. */
export const pinnedNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node')

/** Environment in which `node` is the pinned one and the tools of the workspace are found by name. */
export const toolEnvironment = {
  ...process.env,
  PATH: [join(root, 'node_modules', '.bin'), dirname(pinnedNode), process.env.PATH].join(windows ? ';' : ':'),
}

/** Ends with one sentence and exit code 1. */
export function fail(sentence) {
  console.error(`\n${sentence}`)
  process.exit(1)
}

export function requireNode18() {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 18) {
    fail(
      `Greenroom needs Node 18 or newer to start; this is ${process.versions.node}. Install a newer one from nodejs.org.`,
    )
  }
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`

/**
 * Runs one command as a step with its elapsed time. Its output is shown only when it fails, and handed to `onFailure` then, or
 * shown all along with `loud`. It and what it starts give way by `aside` (0 to 19, as `nice`) to whatever else wants the processor.
 */
export function step(
  title,
  command,
  args,
  { loud = false, aside = 0, env = toolEnvironment, onFailure = () => {} } = {},
) {
  const since = Date.now()
  const live = process.stdout.isTTY && !loud
  if (loud) console.log(`\n▸ ${title}`)
  else if (!live) console.log(`  ${title} …`)
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: loud ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      shell: windows,
    })
    if (aside > 0 && child.pid !== undefined) setPriority(child.pid, aside)
    const end = (signal) => {
      child.kill(signal)
      process.exit(1)
    }
    for (const signal of endSignals) process.once(signal, end)
    const output = []
    child.stdout?.on('data', (chunk) => output.push(chunk))
    child.stderr?.on('data', (chunk) => output.push(chunk))
    const ticking = live && setInterval(() => process.stdout.write(`\r  ${title} … ${seconds(since)} `), 200)
    const finish = (code) => {
      for (const signal of endSignals) process.off(signal, end)
      if (ticking) clearInterval(ticking)
      const line = `${code === 0 ? '✓' : '✗'} ${title} (${seconds(since)})`
      console.log(live ? `\r\x1b[2K${line}` : line)
      if (code !== 0 && !loud) {
        process.stderr.write(Buffer.concat(output))
        onFailure(Buffer.concat(output).toString())
      }
      done(code)
    }
    child.on('error', (error) => {
      output.push(
        Buffer.from(
          error.code === 'ENOENT'
            ? `${command} was not found: its folder is not in PATH. npm brings npx.\n`
            : `${error.message}\n`,
        ),
      )
      finish(1)
    })
    child.on('close', (code) => finish(code ?? 1))
  })
}

const workspaceFolders = () =>
  ['apps', 'packages']
    .flatMap((group) => readdirSync(join(root, group)).map((name) => join(root, group, name)))
    .filter((folder) => existsSync(join(folder, 'package.json')))

function hashOf(files, describe) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file.slice(root.length)}\0${describe(file)}\0`)
  return hash.digest('hex')
}

const manifests = () => [
  join(root, 'pnpm-lock.yaml'),
  join(root, 'pnpm-workspace.yaml'),
  join(root, 'package.json'),
  join(root, 'test', 'package.json'),
  ...workspaceFolders().map((folder) => join(folder, 'package.json')),
]

/** Installs what is missing. `everything: false` leaves development-only packages for later. */
export async function install({ everything }) {
  const stampFile = join(root, 'node_modules', '.greenroom-installed.json')
  const hash = hashOf(manifests(), (file) => readFileSync(file, 'utf8'))
  const stamp = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : null
  if (stamp?.hash === hash && (stamp.everything || !everything) && existsSync(pinnedNode)) return
  const args = ['--yes', pnpm, 'install', '--frozen-lockfile', ...(everything ? [] : ['--prod'])]
  const env = { ...process.env, CI: 'true', npm_config_update_notifier: 'false' }
  const code = await step(
    everything ? 'Install everything' : 'Install what is needed to run',
    windows ? 'npx.cmd' : 'npx',
    args,
    { env },
  )
  if (code !== 0)
    fail('The packages could not be installed. Check the connection to the npm registry, then run this again.')
  if (!existsSync(pinnedNode))
    fail('The pinned Node is missing after the installation. Delete node_modules and run this again.')
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, JSON.stringify({ hash, everything }))
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !['node_modules', 'dist', '.types'].includes(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesBelow(path) : [path]
    })
    .sort()
}

/** Builds an app with its `vite.config.ts` into its folder `dist`, when its sources are newer than what is built. */
async function build(title, app, options) {
  const dist = join(app, 'dist')
  const stampFile = join(dist, '.built')
  const sources = [...filesBelow(app), ...filesBelow(join(root, 'packages')), join(root, 'pnpm-lock.yaml')]
  const hash = hashOf(sources, (file) => {
    const { size, mtimeMs } = statSync(file)
    return `${size}:${mtimeMs}`
  })
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return 0
  const vite = join(root, 'apps', 'web', 'node_modules', 'vite', 'bin', 'vite.js')
  // Also where a test starts the server by its command: under its NODE_ENV the page would be built for developers.
  const env = { ...(options?.env ?? toolEnvironment), NODE_ENV: 'production' }
  const args = [vite, 'build', app, '--config', join(app, 'vite.config.ts')]
  const code = await step(title, pinnedNode, args, { ...options, env })
  if (code === 0) writeFileSync(stampFile, hash)
  return code
}

/** Answers 0 when the page is built. Options are those of `step`. */
export const buildWeb = (options) => build('Build the web app', join(root, 'apps', 'web'), options)

/** Answers 0 when the server is built: it also runs from its sources, and starts in twice the time. */
export const buildServer = (options) => build('Build the server', join(root, 'apps', 'server'), options)

/** Options of Node that read `.env` when there is one. */
export const environmentFile = () => (existsSync(join(root, '.env')) ? ['--env-file=.env'] : [])

/** Arguments of every start of the server: its program, and its environment. */
export const serverArguments = ({ built }) => [
  '--disable-warning=ExperimentalWarning',
  ...environmentFile(),
  built ? 'apps/server/dist/main.js' : 'apps/server/src/main.ts',
]

/** The parent of a process, or `null` when the system does not say. */
function readParentOf(pid) {
  const query = `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").ParentProcessId`
  const [command, args] = windows
    ? ['powershell', ['-NoProfile', '-Command', query]]
    : ['ps', ['-o', 'ppid=', '-p', pid]]
  return new Promise((done) => {
    execFile(command, args.map(String), (error, output) => done(error ? null : Number(output) || null))
  })
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code !== 'ESRCH'
  }
}

/**
 * Calls back once npm, which started this process through a shell of its own, is gone. Without npm nothing is watched: a
 * server that was started in the background outlives the shell that it was started from.
 */
async function onLauncherGone(callback) {
  if (process.env.npm_lifecycle_event === undefined) return
  const shell = process.ppid
  const launcher = await readParentOf(shell)
  const watch = setInterval(() => {
    const gone = process.ppid !== shell || !isAlive(shell) || (launcher !== null && !isAlive(launcher))
    if (!gone) return
    clearInterval(watch)
    callback()
  }, 500)
}

/**
 * Runs the given Node program in this process's place: same terminal, signals passed on, and it exits with its code.
 *
 * npm does not pass every signal on, and on Windows no process can be asked to stop by a signal. So the program also gets a
 * channel to this process: it stops when told to over the channel, and when the channel closes because this process was
 * killed. This process in turn stops it once whatever started this process is gone.
 */
export function become(args) {
  // Sources are stripped of their types and compiled once, not at every start.
  const compiled = join(root, 'node_modules', '.cache', 'greenroom', 'node')
  const env = { NODE_COMPILE_CACHE: compiled, ...process.env }
  const child = spawn(pinnedNode, args, { cwd: root, env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  const stop = (signal) => {
    if (child.connected) child.send('stop', () => {})
    if (!windows) child.kill(signal)
  }
  for (const signal of endSignals) process.on(signal, () => stop(signal))
  void onLauncherGone(() => stop('SIGTERM'))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

/** Whether this process may install packages of Debian; the lists are fetched once. */
let lists = null
function mayInstallPackages() {
  lists ??= (async () => {
    const superuser = typeof process.getuid === 'function' && process.getuid() === 0
    if (!superuser || spawnSync('apt-get', ['--version']).status !== 0) return false
    return (await step('Refresh the package lists', 'apt-get', ['update'], { env: quietly })) === 0
  })()
  return lists
}
const quietly = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
const installPackage = (name) =>
  step(`Install ${name}`, 'apt-get', ['install', '-y', '--no-install-recommends', name], { env: quietly })

/**
 * Where the browsers are: a whole Chromium (CHROME_PATH, else a usual place), and its shell, which draws pages alone (CHROME_SHELL_PATH, else that
 * of npm, else where Debian puts it): most tests of pages take it, as it needs about half as much of the processor. Installed with apt where there
 * is none and that can be done, else `null`.
 */
export async function findBrowsers() {
  const wholes = [
    process.env.CHROME_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ]
  const firstOf = (places) => places.find((place) => place && existsSync(place)) ?? null
  const findOrInstall = async (name, places) => {
    if (firstOf(places) === null && (await mayInstallPackages())) await installPackage(name)
    return firstOf(places)
  }
  const whole = await findOrInstall('chromium', wholes)
  const unpacked = process.env.CHROME_SHELL_PATH ? null : await unpackChromiumShell()
  const shell = await findOrInstall('chromium-headless-shell', [
    process.env.CHROME_SHELL_PATH,
    unpacked,
    '/usr/bin/chromium-headless-shell',
  ])
  return { chromium: whole ?? shell, shell }
}

/**
 * Programs that stand before or beside Greenroom where it is run, and that tests start: installed with apt where that can be done. Answers
 * which are missing after that; their tests are skipped.
 */
export async function findNeighbours() {
  const programs = [
    { program: 'nginx', name: 'nginx-light' },
    { program: 'haproxy', name: 'haproxy' },
    { program: 'turnserver', name: 'coturn' },
    { program: 'ip', name: 'iproute2' },
    { program: 'iptables', name: 'iptables' },
  ]
  const folders = (process.env.PATH ?? '').split(delimiter)
  const isMissing = ({ program }) => !folders.some((folder) => existsSync(join(folder, program)))
  for (const missing of programs.filter(isMissing)) if (await mayInstallPackages()) await installPackage(missing.name)
  return programs.filter(isMissing).map(({ program }) => program)
}
