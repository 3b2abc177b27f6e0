/**
 * Runs in a page: keeps how loud its microphone is (`heard`) and how loud the voices are that it plays (`played`), each piece of ten milliseconds by
 * the clock of the sound itself, however late the page hears of it. `machine` is what the machine's clock, which is the server's too, is ahead of it:
 * the piece that was told soonest says so.
 */
export function noteOwnVoice(): void {
  type Noted = { readonly pieces: [number, number][]; machine: number }
  const [heard, played]: readonly Noted[] = [
    { pieces: [], machine: Infinity },
    { pieces: [], machine: Infinity },
  ]
  Object.assign(window, { heard, played })
  const Pieces: new (of: { readonly track: MediaStreamTrack }) => { readonly readable: ReadableStream<AudioData> } =
    Reflect.get(window, 'MediaStreamTrackProcessor')
  const listen = async (noted: Noted | undefined, stream: MediaStream): Promise<void> => {
    const [track] = stream.getAudioTracks()
    if (track === undefined || noted === undefined) return
    const pieces = new Pieces({ track: track.clone() }).readable.getReader()
    for (;;) {
      const { value: piece } = await pieces.read()
      if (piece === undefined) return
      const { timestamp, duration, numberOfFrames } = piece
      noted.machine = Math.min(noted.machine, Date.now() - (timestamp + duration) / 1000)
      const samples = new Float32Array(numberOfFrames)
      piece.copyTo(samples, { planeIndex: 0, format: 'f32-planar' })
      piece.close()
      noted.pieces.push([
        timestamp / 1000,
        Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / numberOfFrames),
      ])
    }
  }
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await real(wanted)
    void listen(heard, stream)
    return stream
  }
  const play = HTMLMediaElement.prototype.play
  HTMLMediaElement.prototype.play = function () {
    if (this.srcObject instanceof MediaStream) void listen(played, this.srcObject)
    return play.call(this)
  }
}
