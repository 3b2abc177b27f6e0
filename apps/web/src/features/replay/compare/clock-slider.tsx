import { t } from '@lingui/core/macro'
import { useLayoutEffect, useRef } from 'react'
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import { durationInWords, minutesAndSeconds } from '../../clock/clock-words.ts'
import { arrowKeyOf } from '../player/replay-keys.ts'

/** Milliseconds per arrow key. */
const step = 5000

/** Where the shared clock of two runs stands, and how long it is; at its end both are the same, in whole seconds. */
export function clockWords(clock: number, length: number): string {
  const whole = (milliseconds: number): string => minutesAndSeconds(Math.floor(milliseconds / 1000) * 1000)
  return t`${whole(clock)} of ${whole(length)}`
}

/** The playhead of the shared clock of two runs. */
export function ClockSlider({
  clock,
  length,
  onChange,
}: {
  readonly clock: number
  readonly length: number
  readonly onChange: (clock: number) => void
}) {
  // React Aria announces only the number; the words are inserted after each of its renders.
  const spoken = useRef<HTMLInputElement>(null)
  const words = t`${durationInWords(clock)} of ${durationInWords(length)}`
  useLayoutEffect(() => spoken.current?.setAttribute('aria-valuetext', words))
  return (
    <div
      className="min-w-40 grow"
      onKeyDownCapture={(pressed) => {
        const key = arrowKeyOf(pressed)
        if (key === null) return
        pressed.preventDefault()
        pressed.stopPropagation()
        const to = key === 'later' || key === 'next-mark' ? clock + step : clock - step
        onChange(Math.max(0, Math.min(length, to)))
      }}
    >
      <Slider
        aria-label={t`Position in both runs`}
        minValue={0}
        maxValue={Math.max(1, Math.round(length))}
        step={1}
        value={Math.round(clock)}
        onChange={onChange}
      >
        <SliderTrack className="relative h-9 cursor-pointer rounded-sm bg-sunken forced-colors:border">
          <div
            className="absolute inset-y-0 left-0 bg-accent/15 forced-colors:border-b-4 forced-colors:border-[Highlight]"
            style={{ width: `${(100 * clock) / Math.max(1, length)}%` }}
          />
          <SliderThumb
            inputRef={spoken}
            className="top-1/2 h-9 w-3 rounded-full border-2 border-surface bg-accent shadow-2 focus-visible:outline-2 focus-visible:outline-ring focus-visible:outline-offset-2"
          />
        </SliderTrack>
      </Slider>
    </div>
  )
}
