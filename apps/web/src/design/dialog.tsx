import { t } from '@lingui/core/macro'
import { X } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import {
  Dialog as AriaDialog,
  type DialogProps as AriaDialogProps,
  Modal as AriaModal,
  Heading,
  ModalOverlay,
} from 'react-aria-components'
import { Button } from './button.tsx'
import { cx } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import { MessageSlot } from './message-slot.tsx'
import { enlarged, FollowZoom, unenlarged, useIsLowByZoom } from './page-zoom.tsx'
import { useKeptFocus } from './use-kept-focus.ts'

const widths = { sm: 'max-w-sm', md: 'max-w-lg', lg: 'max-w-2xl', xl: 'max-w-4xl' } as const

export type ModalProps = {
  readonly isOpen?: boolean
  readonly onOpenChange?: (open: boolean) => void
  readonly width?: keyof typeof widths
  /** Near the top, for a palette whose height changes while one types. */
  readonly atTop?: boolean
  readonly isDismissable?: boolean
  readonly children: ReactNode
}

/** The layer over everything else. On a phone it rises from the bottom edge. */
export function Modal({ width = 'md', atTop = false, isDismissable = true, children, ...props }: ModalProps) {
  return (
    <ModalOverlay
      {...props}
      style={unenlarged}
      data-scrim=""
      isDismissable={isDismissable}
      className={cx(
        'fixed inset-0 z-40 flex h-(--visual-viewport-height) justify-center bg-scrim p-3 transition-opacity duration-150 entering:opacity-0 exiting:opacity-0 sm:p-6',
        atTop ? 'items-start sm:pt-[12vh]' : 'items-end sm:items-center',
      )}
    >
      <AriaModal
        style={enlarged}
        className={cx(
          'flex max-h-full w-full flex-col overflow-hidden rounded-xl border border-line bg-surface text-ink shadow-3',
          'transition duration-200 ease-calm entering:translate-y-2 entering:opacity-0 exiting:opacity-0 exiting:duration-100',
          widths[width],
        )}
      >
        <FollowZoom />
        <MessagesOnPhone />
        {children}
      </AriaModal>
    </ModalOverlay>
  )
}

/** A dialog may take all of a phone: messages stand in it, where they cover nothing. It grows upwards, so that nothing moves under a finger. */
function MessagesOnPhone() {
  const [isPhone] = useState(() => typeof matchMedia !== 'undefined' && matchMedia('(width < 40rem)').matches)
  return isPhone ? <MessageSlot className="shrink-0 border-b border-line" /> : null
}

export type DialogProps = Omit<AriaDialogProps, 'className' | 'children' | 'style'> & {
  readonly title: string
  /** One sentence below the title. */
  readonly lead?: ReactNode
  /** The body may grow longer than a screen: it can then be reached and scrolled by keyboard. */
  readonly scrolls?: boolean
  /** Right-aligned buttons; the last one is the main action. */
  readonly actions?: (close: () => void) => ReactNode
  readonly children?: ReactNode | ((close: () => void) => ReactNode)
}

/** Title, body and actions; only the body scrolls. In a low window (400 % zoom) all of it does. */
export function Dialog({ title, lead, scrolls = false, actions, children, ...props }: DialogProps) {
  const root = useRef<HTMLElement>(null)
  const isLow = useIsLowByZoom()
  useKeptFocus(root)
  return (
    <AriaDialog
      {...props}
      ref={root}
      className={cx('min-h-0 outline-none', isLow ? 'overflow-y-auto' : 'flex flex-col low:block low:overflow-y-auto')}
    >
      {({ close }) => (
        <>
          <header className="flex items-start justify-between gap-4 px-5 pt-4 pb-3 sm:px-6 sm:pt-5">
            <div className="min-w-0">
              <Heading slot="title" className="text-lg font-semibold">
                {title}
              </Heading>
              {lead && <p className="mt-1 text-sm text-ink-soft">{lead}</p>}
            </div>
            <IconButton label={t`Close`} size="sm" onPress={close} className="-mr-1.5">
              <X aria-hidden="true" />
            </IconButton>
          </header>
          {children !== undefined && (
            <div
              {...(scrolls ? { tabIndex: 0, role: 'group', 'aria-label': title } : {})}
              className={cx(
                'px-5 pb-5 outline-offset-[-2px] sm:px-6 sm:pb-6',
                !isLow && 'min-h-0 overflow-y-auto low:overflow-visible',
              )}
            >
              {typeof children === 'function' ? children(close) : children}
            </div>
          )}
          {actions && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3.5 sm:px-6">
              {actions(close)}
            </footer>
          )}
        </>
      )}
    </AriaDialog>
  )
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({
  title,
  children,
  confirm,
  onConfirm,
  isOpen,
  onOpenChange,
  danger = true,
}: {
  readonly title: string
  readonly children: ReactNode
  readonly confirm: ReactNode
  readonly onConfirm: () => void
  readonly isOpen: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly danger?: boolean
}) {
  return (
    // A press outside does not answer it: that could be the second half of a double click on what opened it.
    <Modal isOpen={isOpen} onOpenChange={onOpenChange} width="sm" isDismissable={false}>
      <AriaDialog role="alertdialog" className="min-h-0 overflow-y-auto p-5 outline-none sm:p-6">
        {({ close }) => (
          <>
            <Heading slot="title" className="text-lg font-semibold">
              {title}
            </Heading>
            <div className="mt-2 text-sm text-ink-soft">{children}</div>
            <div className="mt-5 flex flex-wrap justify-end gap-2">
              <Button onPress={close}>{t`Cancel`}</Button>
              <Button
                variant={danger ? 'danger' : 'primary'}
                onPress={() => {
                  close()
                  onConfirm()
                }}
              >
                {confirm}
              </Button>
            </div>
          </>
        )}
      </AriaDialog>
    </Modal>
  )
}
