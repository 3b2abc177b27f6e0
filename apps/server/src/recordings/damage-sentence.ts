import type { Damage } from '@greenroom/recording'

/** Why a file cannot be read, or cannot be read to its end. */
export function damageSentence(damage: Damage): string {
  switch (damage.kind) {
    case 'not-a-recording':
      return 'This is not a Greenroom recording.'
    case 'newer':
      return `This recording has format ${damage.version}, from a newer Greenroom. Verify it there, or update this one.`
    case 'cut':
      return `The end of this file is missing: it is cut off in block ${damage.block}, after ${damage.offset} bytes. Copy or download it again.`
    case 'changed':
      return `Block ${damage.block} (from byte ${damage.offset}) has changed since it was written.`
    case 'too-large':
      return `Block ${damage.block} (from byte ${damage.offset}) is larger than a recording can be.`
    case 'unreadable':
      return `Block ${damage.block} (from byte ${damage.offset}) cannot be read: ${damage.words}`
    case 'trailing':
      return 'Something was added after the end of this file.'
  }
}
