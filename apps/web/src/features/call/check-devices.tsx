import { t } from '@lingui/core/macro'
import { Mic } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/index.ts'
import { LazyPart, lazyPart } from '../../shell/lazy-part.tsx'

const DeviceCheck = lazyPart(() => import('./device-check.tsx').then((m) => m.DeviceCheck))

/** Opens the device check before anybody is in a call. */
export function CheckDevices() {
  const [isOpen, setIsOpen] = useState(false)
  const close = (): void => setIsOpen(false)
  return (
    <>
      <Button variant="quiet" size="sm" onPress={() => setIsOpen(true)}>
        <Mic aria-hidden="true" />
        {t`Check microphone and speakers`}
      </Button>
      {isOpen && (
        <LazyPart what={t`The device check`} onClose={close}>
          <DeviceCheck isOpen onClose={close} />
        </LazyPart>
      )}
    </>
  )
}
