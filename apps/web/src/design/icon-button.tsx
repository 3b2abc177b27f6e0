import type { ReactNode, Ref } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { type ButtonProps, type ButtonSize, buttonBase, buttonVariants } from './button.tsx'
import { cx } from './class-names.ts'
import { Tooltip, TooltipTrigger } from './tooltip.tsx'

const iconSizes: Readonly<Record<ButtonSize, string>> = {
  sm: 'size-8 rounded-md [&_svg]:size-4',
  md: 'size-9 rounded-md [&_svg]:size-4.5',
  lg: 'size-11 rounded-lg [&_svg]:size-5',
}

export type IconButtonProps = Omit<ButtonProps, 'children'> & {
  /** Its name and its tooltip. */
  readonly label: string
  /** Shown after the label in the tooltip: the key that does the same. */
  readonly keys?: string
  readonly ref?: Ref<HTMLButtonElement>
  readonly children: ReactNode
}

export function IconButton({
  label,
  keys,
  variant = 'quiet',
  size = 'md',
  className,
  children,
  ...props
}: IconButtonProps) {
  return (
    <TooltipTrigger>
      <AriaButton
        {...props}
        aria-label={label}
        className={cx(buttonBase, iconSizes[size], buttonVariants[variant], className)}
      >
        {children}
      </AriaButton>
      <Tooltip keys={keys}>{label}</Tooltip>
    </TooltipTrigger>
  )
}
