import type { StripTick } from '@greenroom/replay'
import type { PersonColour } from '../../design/index.ts'

/** A shape for each kind of moment, around (0, 0) and 10 px wide, so that none is shown by colour alone. */
const paths: Readonly<Record<StripTick['kind'] | 'flag', string>> = {
  fact: 'M0,-5A5,5 0 1 1 0,5A5,5 0 1 1 0,-5Z',
  hint: 'M0,-5.5L5.5,4.5H-5.5Z',
  curveball: 'M0,-6L6,0L0,6L-6,0Z',
  mark: 'M-5,-5H5V5L0,1.5L-5,5Z',
  pin: 'M-4.5,-4.5H4.5V4.5H-4.5Z',
  comment: 'M-5.5,-5H5.5V3H0L-3,6V3H-5.5Z',
  flag: 'M-4,7V-6M-4,-6H6L3,-2.5L6,1H-4',
}

export function MomentShape({
  kind,
  x,
  y,
}: {
  readonly kind: StripTick['kind'] | 'flag'
  readonly x: number
  readonly y: number
}) {
  return <path className="strip-shape" data-kind={kind} d={paths[kind]} transform={`translate(${x} ${y})`} />
}

/** The same beside words. */
export function MomentSign({ kind }: { readonly kind: StripTick['kind'] | 'flag' }) {
  return (
    <svg className="strip-sign" width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
      <MomentShape kind={kind} x={0} y={0} />
    </svg>
  )
}

/** The lines over a person's colour: eight patterns that can be told apart without it. */
const hatches: Readonly<Record<PersonColour, string>> = {
  1: '',
  2: 'M-2,8L8,-2M4,14L14,4M-2,20L20,-2',
  3: 'M-2,4L8,14M4,-2L14,8',
  4: 'M0,3H12M0,9H12',
  5: 'M3,0V12M9,0V12',
  6: 'M0,6H12M6,0V12',
  7: 'M-2,4L8,14M4,-2L14,8M-2,8L8,-2M4,14L14,4',
  8: 'M3,3h.01M9,9h.01M9,3h.01M3,9h.01',
}

export function PersonPattern({ id, colour }: { readonly id: string; readonly colour: PersonColour }) {
  return (
    <pattern id={id} width="12" height="12" patternUnits="userSpaceOnUse">
      <rect width="12" height="12" fill={`var(--person-${colour}-line)`} className="strip-person" />
      <path
        d={hatches[colour]}
        stroke="var(--surface)"
        strokeWidth={colour === 8 ? 3 : 2}
        strokeLinecap="round"
        fill="none"
      />
    </pattern>
  )
}
