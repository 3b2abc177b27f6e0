import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

/** Turns of phrase that a native speaker would not write, and what the product says instead. */
const banned: readonly (readonly [found: RegExp, say: string])[] = [
  [/\bleft away\b|\bleave (it|them) away\b/i, 'leave it unset, leave it out'],
  [/\bmend(ed|s|ing)?\b/i, 'fix'],
  [/\banew\b/i, 'again'],
  [/\bwish(es|ed)?\b/i, 'command, choice'],
  [/\bthe line (is|broke|was)\b/i, 'connection'],
  [/\bfor good\b/i, 'permanently'],
  [/\b(taken|takes?) in\b/i, 'imported'],
  [/\bwhoever\b/i, 'anyone who, the person who'],
  [/\bby lot\b|\bdraw one\b/i, 'random'],
  [/\bis told\b/i, 'the message itself'],
  [/\bas the computer\b/i, 'system'],
  [/\breading along\b/i, 'view only'],
  [/\bhanded over\b/i, 'from the interviewer, given'],
  [/\b(the|at the|only the) desk\b/i, 'the interviewer'],
  [/\bstands? here\b/i, 'appears here'],
  [/\bcould not be drawn\b/i, 'something went wrong'],
  [/\bmeanwhile\b/i, 'in the meantime'],
  [/\bby (itself|themselves)\b/i, 'automatically'],
  [/\bone[’']s own\b/i, 'your own'],
  [/\bthemself\b/i, 'themselves'],
  [/\bof (your|their) own\b(?! (case|yet))/i, 'your own'],
  [/\bto its very end\b/i, 'the whole link'],
  [/\b(came|come|comes) in (on|by|with)\b/i, 'joined'],
  [/\bwith these words\b/i, 'no matches'],
  [/\bgo on (with|alone)\b|\bgoes on\./i, 'continue'],
  [/\ball the same\b/i, 'still, anyway'],
  [/\bthe board (of (that|this)|stands)\b/i, 'the board at that time'],
  [/\bsent nowhere\b/i, 'not sent anywhere'],
  [/\bwho plays\b/i, 'who takes part'],
  [/\b(at|over) which (number|time)\b/i, 'at what number, over what period'],
  [/\bwell tried\b|\btried or not\b/i, 'tested'],
  [/\bof the take before\b|\bfrom the take before\b/i, 'earlier'],
  [/\bor not for certain\b/i, 'unclear'],
  [/\bask(s|ed|ing)? (it )?back\b(?! (for|in))/i, 'turn the question back'],
  [/\bplays on\b/i, 'resumes'],
  [/\bnothing of (a|the) /i, 'none, not yet'],
  [/\b(it will be|yet; it will) (later|soon)\b/i, 'will be retried'],
  [/[\d}] %(?!s)/, 'the sign without a space'],
]

const top = fileURLToPath(new URL('..', import.meta.url))
const shipped = execFileSync(
  'git',
  ['ls-files', 'apps/web/src', 'apps/server/src', 'packages/*/src', 'scripts/*.mjs'],
  { cwd: top, encoding: 'utf8' },
)
  .split('\n')
  .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !/\.test\.|testing|\.d\.ts$/.test(path))

/** Strings with a blank or a capital in them, and text between tags: what may reach a person. Comments are left out. */
function textsOf(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const strings = code.match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? []
  const between = [...code.matchAll(/[^=\s]>([^<>{}=;]*[A-Za-z][^<>{}=;]*)[<{]/g)].map(([, text]) => text ?? '')
  return [...strings.filter((text) => / |^.[A-Z]/.test(text)), ...between].map((text) => text.replace(/\s+/g, ' '))
}

it('no text that ships says what a native speaker would not', () => {
  const found: string[] = []
  let read = 0
  for (const path of shipped) {
    for (const text of textsOf(readFileSync(`${top}${path}`, 'utf8'))) {
      read += 1
      for (const [words, say] of banned) {
        if (words.test(text)) found.push(`${path}: ${text.trim()} (say: ${say})`)
      }
    }
  }
  expect(read).toBeGreaterThan(2_000)
  expect(found).toEqual([])
})

it('every log line is a sentence that never changes: what varies is in its fields', () => {
  const found: string[] = []
  let read = 0
  for (const path of shipped.filter((path) => path.startsWith('apps/server/src/'))) {
    const source = readFileSync(`${top}${path}`, 'utf8')
    for (const [, text = ''] of source.matchAll(
      /\blog\.(?:trace|debug|info|warn|error|fatal)\(\s*(?:\{[\s\S]*?\},\s*)?('[^'\n]*'|`[^`]*`)/g,
    )) {
      read += 1
      // The sentence of a refusal to start is a message as it is, and may be followed by another.
      if (!/^(?:'[A-Z]|`\$\{error\.message\} [A-Z])[^$]*\.['`]$/.test(text)) found.push(`${path}: ${text}`)
    }
  }
  expect(read).toBeGreaterThan(45)
  expect(found).toEqual([])
})

/** Words that no comment, name, test title or document uses any more: each had several meanings or none, or is translated idiom. */
const gone =
  /\b(wish(es|ed)?|mend(ed|s)?|left away|anew|for good|whoever|themself|that very|(came|comes|come) in by)\b|[a-z]Wish(es)?\b|\bWish[A-Z]/i
/** Files that have to name these words: the lists of them, their tests, and the history of changes. */
const listsOfSuchWords = [
  'scripts/plain-english.test.ts',
  'packages/question-bank/src/linter/rules/plain-words.ts',
  'packages/question-bank/src/linter/lint-bank.test.ts',
  'CHANGELOG.md',
]
const everything = execFileSync('git', ['ls-files', '*.ts', '*.tsx', '*.mjs', '*.css', '*.md', '.env.example'], {
  cwd: top,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && !listsOfSuchWords.includes(path))

it('no comment, name, title or document says what a native speaker would not', () => {
  const found = everything.flatMap((path) =>
    readFileSync(`${top}${path}`, 'utf8')
      .split('\n')
      .flatMap((line, index) => (gone.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  )
  expect(everything.length).toBeGreaterThan(800)
  expect(found).toEqual([])
})

it('texts are found in strings, templates and between tags, and comments are not texts', () => {
  const source =
    '// mend it\n/** anew */\nconst a = \'Mend it first\'\nconst b = <p className="x">\n  Draw it anew\n</p>\nconst c = `As you wish`'
  expect(textsOf(source).join('|')).toMatch(/Mend it first.*As you wish.*Draw it anew/)
  expect(textsOf(source).join('|')).not.toMatch(/mend it/)
})
