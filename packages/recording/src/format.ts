/** The numbers of docs/recording-format.md. A released one is never changed: a new format has another version. */

/** The first eight bytes: a high bit, a name, and line ends that show whether the file was sent as text. */
export const magic = Uint8Array.of(0x89, 0x47, 0x52, 0x4e, 0x0d, 0x0a, 0x1a, 0x0a)
/** Of files without recorded voices; these are what they have always been. */
export const formatVersion = 1
/** Of files with recorded voices: with blocks of sound between the records and the index. */
export const soundFormatVersion = 2
/** `magic`, and the version in two bytes. */
export const headLength = 10
/** The last eight bytes: the distance from the beginning of the index to the end of the file, and these four. */
export const endMark = Uint8Array.of(0x47, 0x52, 0x4e, 0x45)
export const tailLength = 8

export const blockKinds = { header: 1, records: 2, index: 3, seal: 4, sound: 5 } as const
export const recordTags = { entry: 1, edit: 2, string: 3 } as const
/** Kind, stored length, inflated length, hash. */
export const blockHeadLength = 1 + 4 + 4 + 32
export const hashLength = 32

/** In bytes. A reader refuses anything larger before it allocates memory for it. */
export const recordingLimits = {
  /** A block of records is closed once it has this many. */
  blockTarget: 8 * 1024,
  /** One block, inflated; and as it is stored, which deflating may have made slightly larger. */
  block: 2 * 1024 * 1024,
  storedBlock: 2 * 1024 * 1024 + 4 * 1024,
  /** All blocks of a file together, inflated, unless its reader says otherwise. */
  inflated: 256 * 1024 * 1024,
  /** All sound of a file together. */
  sound: 320 * 1024 * 1024,
} as const
