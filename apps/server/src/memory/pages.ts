/** From this size on, memory is requested from the system in pages: what `malloc` gives back stays with the process. */
const worthPages = 256 * 1024

/** Memory that can go back to the system as soon as it is over with. */
export function allocate(length: number): ArrayBuffer {
  return new ArrayBuffer(length, length < worthPages ? {} : { maxByteLength: length })
}

/** Gives it back at once; whatever looked into it is empty from here on. */
export function giveBack(memory: ArrayBufferLike): void {
  if (!(memory instanceof ArrayBuffer)) return
  if (memory.resizable) memory.resize(0)
  else memory.transfer(0)
}

/**
 * Gives back a part that has been read and that nobody else reads. Unlike garbage, which V8 collects once it has grown to 64 MB, its memory
 * can be used again at once.
 */
export function forget({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
}
