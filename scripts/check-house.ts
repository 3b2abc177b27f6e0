// Checks what packages may import (dependency-cruiser), that exported functions are declarations (swc), and that the lockfile
// stays above the versions below which known faults lie. Exact versions are checked by syncpack, dead code by knip: see
// docs/decisions/2026-11-28-checks-by-tools.md.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'
import { faultsOfFunctionStyle, faultsOfPublicFunctions } from './function-style.ts'
import { faultsOfLockfile } from './lockfile-rules.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** Folder of a package → folders of the packages that it may import. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  'packages/session': [],
  'packages/board': [],
  'packages/frameworks': ['packages/board'],
  'packages/question-bank': ['packages/frameworks', 'packages/board', 'packages/session', 'packages/recording'],
  'packages/protocol': ['packages/session'],
  'packages/recording': ['packages/session'],
  'packages/replay': ['packages/session', 'packages/board', 'packages/recording'],
  'packages/room-client': ['packages/protocol', 'packages/session', 'packages/board'],
  'packages/call': ['packages/protocol', 'packages/session'],
  'apps/server': [
    'packages/session',
    'packages/board',
    'packages/frameworks',
    'packages/question-bank',
    'packages/protocol',
    'packages/recording',
  ],
  'apps/web': [
    'packages/session',
    'packages/board',
    'packages/frameworks',
    'packages/question-bank',
    'packages/protocol',
    'packages/recording',
    'packages/replay',
    'packages/room-client',
    'packages/call',
  ],
}

const testFiles = String.raw`\.test\.tsx?$|/testing(/|\.ts$)|/testing-[^/]+\.ts$|contract\.ts$|\.config\.ts$`

/** The page's parts, the lowest first: the ground floor, then the features. Each may import what stands before it. */
const webOrder = [
  ...['words', 'browser', 'design', 'live', 'shell'],
  ...[
    ...[
      'recents',
      'seen',
      'own-case-list',
      'people',
      'clock',
      'prompt',
      'invitations',
      'returns',
      'bank',
      'board',
      'readings',
      'desk',
      'takes',
      'progress',
      'loops',
      'thinking',
      'strip',
      'comments',
      'consent',
      'airtime',
      'audio',
      'call',
    ],
    ...[
      'own-cases',
      'join',
      'way-back',
      'home',
      'lobby',
      'replay',
      'recordings',
      'debrief',
      'take-home',
      'coach',
      'room',
      'palette',
    ],
    'privacy',
    'account',
    'admin',
  ].map((feature) => `features/${feature}`),
  'app',
].map((part) => `apps/web/src/${part}`)

/** The folders of the rules of a session, the lowest first. */
const sessionOrder = ['limits', 'state', 'rules', 'fold', 'view', 'log', 'decide'].map(
  (folder) => `packages/session/src/${folder}`,
)

/** `free`: files to which the order does not apply. */
function inOrder(folders: readonly string[], name: string, free: readonly string[] = []): IForbiddenRuleType[] {
  return folders.slice(0, -1).map((folder, at) => ({
    name: `order of ${folder}`,
    comment: `a folder may import only what stands before it in \`${name}\` (scripts/check-house.ts)`,
    severity: 'error',
    from: { path: `^${folder}/`, pathNot: [...free] },
    to: { path: folders.slice(at + 1).map((above) => `^${above}/`) },
  }))
}

const webRules: readonly IForbiddenRuleType[] = [
  ...inOrder(webOrder, 'webOrder'),
  {
    name: 'every feature has its place',
    comment: 'add the feature to `webOrder` in scripts/check-house.ts',
    severity: 'error',
    from: { path: '^apps/web/src/features/', pathNot: webOrder.map((folder) => `^${folder}/`) },
    to: {},
  },
]

const rules: IForbiddenRuleType[] = [
  ...Object.entries(arrows).map(
    ([folder, allowed]): IForbiddenRuleType => ({
      name: `arrows of ${folder}`,
      comment: `may import ${allowed.length === 0 ? 'no other package' : allowed.join(', ')}`,
      severity: 'error',
      from: { path: `^${folder}/` },
      to: { path: '^(packages|apps|test)/', pathNot: [folder, ...allowed].map((each) => `^${each}/`) },
    }),
  ),
  {
    name: 'every package is in the table',
    comment: 'add the package to the table of arrows in scripts/check-house.ts',
    severity: 'error',
    from: { path: '^(packages|apps)/', pathNot: Object.keys(arrows).map((folder) => `^${folder}/`) },
    to: {},
  },
  {
    name: 'guides stay on the server',
    comment: 'the page may not reach the guides of the question bank by any path',
    severity: 'error',
    from: { path: '^apps/web/' },
    to: { path: '^packages/question-bank/src/guides', reachable: true },
  },
  {
    name: 'rooms know nothing of the wire',
    comment: 'a room speaks of entries, edits and people; what is sent for that is written in `boards/` and `live/`',
    severity: 'error',
    from: { path: '^apps/server/src/rooms/' },
    to: { path: ['^apps/server/src/((boards|live|http)/|edge)', '/node_modules/(ws|socket\\.io|express)/'] },
  },
  // A test may play a session to see what is read from it.
  ...inOrder(sessionOrder, 'sessionOrder', [testFiles]),
  ...webRules,
  {
    name: 'no circles',
    comment: 'files may not import one another in a circle, not even for a type',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'found',
    comment: 'the import leads nowhere',
    severity: 'error',
    from: {},
    // A worklet's address is an import that Vite alone understands.
    to: { couldNotResolve: true, pathNot: '^(virtual:|/)|\\?worker&url$' },
  },
  {
    name: 'declared',
    comment: 'name the dependency in the package.json of this package',
    severity: 'error',
    from: { pathNot: testFiles },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: '^(virtual:|/|node:)' },
  },
  {
    name: 'development only',
    comment: 'a file that runs in production needs a dependency, not a devDependency',
    severity: 'error',
    from: { path: '^(packages|apps)/', pathNot: testFiles },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
]

async function faultsOfImports(): Promise<string[]> {
  const { output } = await cruise(['packages', 'apps', 'test'], {
    ruleSet: { forbidden: rules },
    validate: true,
    baseDir: root,
    // TypeScript 7 has no compiler API yet, so swc reads the files. The compiler's own check of that is not of use here.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.types)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.css'],
    },
  })
  const { summary, modules } = output as ICruiseResult
  if (modules.length < 500) return [`only ${modules.length} files were read: dependency-cruiser missed most of them`]
  const broken = summary.violations.map(({ from, to, rule, cycle, via }) => {
    const path = cycle ?? via
    const comment = rules.find(({ name }) => name === rule.name)?.comment ?? ''
    return `${from} → ${path ? path.map(({ name }) => name).join(' → ') : to}: ${rule.name}: ${comment}`
  })
  const byPath = modules
    .filter(({ source }) => !source.startsWith('test/'))
    .flatMap(({ source, dependencies }) =>
      dependencies
        .filter(({ module, resolved }) => module.startsWith('.') && packageOf(source) !== packageOf(resolved))
        .map(({ module }) => `${source}: ${module} leaves its package; import the other package by its name`),
    )
  return [...broken, ...byPath]
}

const packageOf = (path: string): string => /^(?:packages|apps)\/[^/]+/.exec(path)?.[0] ?? path.split('/')[0] ?? ''

const sources = execFileSync('git', ['-C', root, 'ls-files', 'packages', 'apps'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => existsSync(join(root, file)))
const faults = [
  ...(await faultsOfImports()),
  ...faultsOfFunctionStyle(root, sources),
  ...faultsOfPublicFunctions(root, sources),
  ...faultsOfLockfile(readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')),
]
for (const fault of faults) console.error(fault)
console.log(faults.length === 0 ? 'Import rules, function style and version floors OK.' : `${faults.length} faults`)
process.exitCode = faults.length === 0 ? 0 : 1
