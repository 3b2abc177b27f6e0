import { cx } from './class-names.ts'
import { initials, type PersonColour, personStyle } from './person-colour.ts'

const sizes = { sm: 'size-6 text-2xs', md: 'size-8 text-xs', lg: 'size-10 text-sm' } as const

/** Initials in the participant's colour. Decorative: the name must be beside it, or in its tooltip. */
export function Avatar({
  name,
  colour,
  size = 'md',
  away = false,
  className,
}: {
  readonly name: string
  readonly colour: PersonColour
  readonly size?: keyof typeof sizes
  /** Not connected at the moment: drawn as an outline. */
  readonly away?: boolean
  readonly className?: string
}) {
  const { fill, ink, line } = personStyle(colour)
  return (
    <span
      aria-hidden="true"
      className={cx(
        // Drawn rather than written: the letters are not part of any name.
        'inline-grid before:content-[attr(data-initials)] shrink-0 select-none place-items-center overflow-hidden whitespace-nowrap rounded-full font-semibold tracking-tight',
        away && 'border border-dashed',
        sizes[size],
        className,
      )}
      style={away ? { color: ink, borderColor: line } : { background: fill, color: ink }}
      data-initials={initials(name)}
    />
  )
}
