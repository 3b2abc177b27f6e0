// Checks that rooms import one another only along the arrows, that manifests pin exact versions, and that the lockfile
// stays above the floors below which known faults lie.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** Room → rooms that it may import. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  session: [],
  board: [],
  frameworks: ['board'],
  'question-bank': ['frameworks', 'board'],
  protocol: ['session'],
  replay: ['session', 'board'],
  'room-client': ['protocol', 'session', 'board'],
  server: ['session', 'board', 'frameworks', 'question-bank', 'protocol'],
  web: ['session', 'board', 'frameworks', 'question-bank', 'protocol', 'replay', 'room-client'],
}
/** Doors that a room may not open although it may import the package. */
const closedDoors: Readonly<Record<string, readonly string[]>> = { web: ['@greenroom/question-bank/guides'] }

/** Package → lowest version of any copy in the lockfile. */
const floors: Readonly<Record<string, string>> = {
  ws: '8.21.0',
  'engine.io': '6.6.9',
  'socket.io-parser': '4.2.7',
  yjs: '13.6.33',
}

const faults: string[] = []

const foldersOf = (group: string): string[] =>
  readdirSync(join(root, group))
    .map((name) => join(root, group, name))
    .filter((folder) => existsSync(join(folder, 'package.json')))

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !['node_modules', 'dist', '.types'].includes(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return sourcesBelow(path)
      return /\.tsx?$/.test(entry.name) ? [path] : []
    })
}

const importPattern =
  /(?:^|[\s;}])(?:import|export)\s(?:[^'";]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

type Manifest = {
  readonly name: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}
const readManifest = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

for (const folder of [...foldersOf('packages'), ...foldersOf('apps')]) {
  const manifest = readManifest(folder)
  const room = manifest.name.replace('@greenroom/', '')
  const allowed = arrows[room]
  if (!allowed) {
    faults.push(`${relative(root, folder)}: this room is not in the table of arrows`)
    continue
  }
  for (const dependency of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })) {
    const target = dependency.startsWith('@greenroom/') ? dependency.slice('@greenroom/'.length) : null
    if (target && !allowed.includes(target))
      faults.push(`${relative(root, folder)}/package.json: ${room} may not depend on ${target}`)
  }
  const declared = new Set(Object.keys(manifest.dependencies ?? {}))
  const declaredForTests = new Set([
    ...declared,
    ...Object.keys(manifest.devDependencies ?? {}),
    'vitest',
    'fast-check',
  ])
  for (const file of sourcesBelow(folder)) {
    const isTest = /\.test\.tsx?$|\/testing(\/|\.ts)|contract\.ts$|\.config\.ts$/.test(file)
    for (const match of readFileSync(file, 'utf8').matchAll(importPattern)) {
      const specifier = match[1] ?? match[2] ?? ''
      const where = relative(root, file)
      if (specifier.startsWith('.')) {
        if (!resolve(dirname(file), specifier).startsWith(folder))
          faults.push(`${where}: ${specifier} leaves its package`)
        continue
      }
      if (/^(node:|virtual:|\/|\$\{)/.test(specifier)) continue
      const packageName = specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/')
      if (packageName === manifest.name) continue
      if (!(isTest ? declaredForTests : declared).has(packageName))
        faults.push(`${where}: ${packageName} is not a dependency in its package.json`)
      if (closedDoors[room]?.includes(specifier)) faults.push(`${where}: ${room} may not open ${specifier}`)
    }
  }
}

for (const folder of [root, join(root, 'test'), ...foldersOf('packages'), ...foldersOf('apps')]) {
  const manifest = readManifest(folder)
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
    if (!/^(\d+\.\d+\.\d+(-[\w.]+)?|catalog:|workspace:\*)$/.test(version)) {
      faults.push(`${relative(root, folder) || '.'}/package.json: ${name} is ${version}; pin an exact version`)
    }
  }
}

const lockfile = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')
const below = (version: string, floor: string): boolean => {
  const [a, b] = [version, floor].map((text) => text.split(/[.-]/).slice(0, 3).map(Number))
  for (let index = 0; index < 3; index++) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}
for (const [name, floor] of Object.entries(floors)) {
  for (const match of lockfile.matchAll(new RegExp(`^  ${name.replace('.', '\\.')}@(\\d[^:(]*)`, 'gm'))) {
    if (below(match[1] ?? '', floor)) faults.push(`pnpm-lock.yaml: ${name} ${match[1]} is below ${floor}`)
  }
}
if (/registry\.|https?:\/\/[^\s]*\.tgz/.test(lockfile)) faults.push('pnpm-lock.yaml: names a registry host')

for (const fault of faults) console.error(fault)
console.log(faults.length === 0 ? 'The house stands as drawn.' : `${faults.length} faults`)
process.exitCode = faults.length === 0 ? 0 : 1
