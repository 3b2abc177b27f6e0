/** Three soft notes on the chosen speakers; `null`: the system's. */
export async function playTestTone(speaker: string | null): Promise<void> {
  const context = new AudioContext()
  try {
    if (speaker !== null && 'setSinkId' in context && typeof context.setSinkId === 'function')
      await context.setSinkId(speaker)
  } catch {
    // Gone since it was chosen: the system's speakers are used.
  }
  const start = context.currentTime + 0.05
  for (const [at, pitch] of [523, 659, 784].entries()) {
    const tone = context.createOscillator()
    const volume = context.createGain()
    tone.frequency.value = pitch
    volume.gain.setValueAtTime(0, start + at * 0.22)
    volume.gain.linearRampToValueAtTime(0.2, start + at * 0.22 + 0.02)
    volume.gain.linearRampToValueAtTime(0, start + at * 0.22 + 0.2)
    tone.connect(volume).connect(context.destination)
    tone.start(start + at * 0.22)
    tone.stop(start + at * 0.22 + 0.22)
    if (at === 2) tone.onended = () => void context.close()
  }
}
