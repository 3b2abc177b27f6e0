import { extname } from 'node:path'

/**
 * Where the program of a thread or child process is: `path`, without an extension, relative to the module at `from`. In the sources it is
 * TypeScript; in a built server (`apps/server/vite.config.ts`) all of them are JavaScript, in folders of the same names.
 */
export function besideThis(path: string, from: string): URL {
  return new URL(`${path}${extname(new URL(from).pathname)}`, from)
}
