import { readFileSync } from 'node:fs'
import { z } from 'zod'

const schema = z.record(z.string(), z.object({ usual: z.number().int().positive(), long: z.number().int().positive() }))
const counts = schema.parse(JSON.parse(readFileSync(new URL('../counts.json', import.meta.url), 'utf8')))

/** How often a property or fault is tried: `counts.json` by the words before its colon, more in the long run. */
export function countOf(name: string): number {
  const found = Object.entries(counts).find(([title]) => title.startsWith(`${name}:`))
  if (!found) throw new Error(`counts.json has no line for ${name}`)
  return process.env.GREENROOM_LONG ? found[1].long : found[1].usual
}
