/**
 * Runs in a page: keeps how loud its microphone is, each piece of ten milliseconds by the clock of the sound itself, however late the page hears of it.
 * `machine` is what the machine's clock, which is the server's too, is ahead of it: the piece that was told soonest says so.
 */
export function noteOwnVoice(): void {
  const heard: { readonly pieces: [number, number][]; machine: number } = { pieces: [], machine: Infinity }
  Reflect.set(window, 'heard', heard)
  const Pieces: new (of: { readonly track: MediaStreamTrack }) => { readonly readable: ReadableStream<AudioData> } =
    Reflect.get(window, 'MediaStreamTrackProcessor')
  const listen = async (track: MediaStreamTrack): Promise<void> => {
    const pieces = new Pieces({ track }).readable.getReader()
    for (;;) {
      const { value: piece } = await pieces.read()
      if (piece === undefined) return
      const { timestamp, duration, numberOfFrames } = piece
      heard.machine = Math.min(heard.machine, Date.now() - (timestamp + duration) / 1000)
      const samples = new Float32Array(numberOfFrames)
      piece.copyTo(samples, { planeIndex: 0, format: 'f32-planar' })
      piece.close()
      heard.pieces.push([
        timestamp / 1000,
        Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / numberOfFrames),
      ])
    }
  }
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await real(wanted)
    const [track] = stream.getAudioTracks()
    if (track !== undefined) void listen(track.clone())
    return stream
  }
}
