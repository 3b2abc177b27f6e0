/** RNNoise compiled to WebAssembly; the package has no types. */
declare module '@jitsi/rnnoise-wasm/dist/rnnoise.js' {
  export type Rnnoise = {
    readonly HEAPF32: Float32Array
    readonly _malloc: (bytes: number) => number
    readonly _rnnoise_create: (model: 0) => number
    /** Writes the frame without its noise to `out`, and answers how likely it holds speech, 0 to 1. */
    readonly _rnnoise_process_frame: (state: number, out: number, frame: number) => number
  }
  export default function createRnnoise(options: {
    readonly wasmBinary?: Uint8Array | ArrayBuffer
    readonly locateFile?: () => string
  }): Promise<Rnnoise>
}

declare module '@jitsi/rnnoise-wasm/dist/rnnoise.wasm?url' {
  const url: string
  export default url
}
