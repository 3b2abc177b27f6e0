import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Config } from '../config.ts'
import { localUrl } from '../http/own-addresses.ts'
import { StartRefusal } from '../start-refusal.ts'
import { adminLinkLasts, makeAdminLink } from './admin-link.ts'

/** Where a link opens. Several servers may share one public address, and a link works only on the server on whose machine it was made. */
export function adminAddress(
  config: Pick<Config, 'publicUrl' | 'databaseUrl' | 'host'>,
  port: number,
  secret: string,
): string {
  const at = config.databaseUrl === null && config.publicUrl !== null ? config.publicUrl : localUrl(config.host, port)
  return `${at}/admin#${secret}`
}

/** `main.ts admin`: creates a link for the server that runs on this data folder, and prints how to use it. Throws a `StartRefusal`. */
export function makeAdminLinkFor(
  config: Pick<Config, 'dataDir' | 'publicUrl' | 'databaseUrl' | 'host' | 'port'>,
  now: number,
): string {
  const { dataDir, databaseUrl } = config
  if (databaseUrl === null && !existsSync(join(dataDir, 'greenroom.sqlite')))
    throw new StartRefusal(
      `There is no database in ${resolve(dataDir)}. Start the server first, or set DATA_DIR to the folder that it uses.`,
    )
  if (config.port === 0)
    throw new StartRefusal('PORT is 0, so the address is not known. Set PORT to the port that the server listens on.')
  let secret: string
  try {
    secret = makeAdminLink(dataDir, now)
  } catch (cause) {
    throw new StartRefusal(
      `The data folder ${resolve(dataDir)} is not writable. Run this as the account that runs the server.`,
      { cause },
    )
  }
  const several =
    databaseUrl === null ? '' : ' It opens this server alone, at its own address, not others that share the database.'
  return `This link works once, within ${adminLinkLasts / 60_000} minutes, while the server runs.${several}\n\n  ${adminAddress(config, config.port, secret)}\n`
}
