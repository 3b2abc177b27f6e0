/** What the lockfile may contain: no copy below the version in which a known fault was fixed, and no registry host. */

/** Package → lowest version of any copy, direct or indirect. */
export const versionFloors: Readonly<Record<string, string>> = {
  ws: '8.21.0',
  'engine.io': '6.6.9',
  'socket.io-parser': '4.2.7',
  yjs: '13.6.33',
}

/** By the first three numbers; what comes after them (`-beta.1`) is not looked at. */
export function isBelow(version: string, floor: string): boolean {
  const [a, b] = [version, floor].map((text) => text.split(/[.-]/).slice(0, 3).map(Number))
  for (let index = 0; index < 3; index++) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}

/** Every version of a package that a lockfile of pnpm holds. */
export function versionsOf(lockfile: string, name: string): readonly string[] {
  const line = new RegExp(`^ {2}'?${name.replaceAll('.', '\\.')}@(\\d[^:('"]*)`, 'gm')
  return [...new Set([...lockfile.matchAll(line)].map((match) => match[1] ?? ''))]
}

/** One sentence for each fault of a lockfile; none when it is sound. */
export function faultsOfLockfile(lockfile: string): readonly string[] {
  const faults = Object.entries(versionFloors).flatMap(([name, floor]) => {
    const versions = versionsOf(lockfile, name)
    // A floor under a package that is not there guards nothing: it was renamed, or the format has changed.
    if (versions.length === 0) return [`pnpm-lock.yaml: ${name} is not in it; remove its floor`]
    return versions
      .filter((version) => isBelow(version, floor))
      .map((version) => `pnpm-lock.yaml: ${name} ${version} is below ${floor}`)
  })
  const namesHost = /registry\.|https?:\/\/[^\s]*\.tgz/.test(lockfile)
  return namesHost ? [...faults, 'pnpm-lock.yaml: names a registry host'] : faults
}
