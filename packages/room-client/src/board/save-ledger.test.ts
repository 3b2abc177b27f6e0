import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSaveLedger } from './save-ledger.ts'

describe('what is saved', () => {
  it('counts edits made offline as unsaved until the answer that holds them is committed', () => {
    const ledger = createSaveLedger(0, () => {})
    ledger.edited()
    ledger.edited()
    ledger.connected()
    ledger.sent('step2')
    expect(ledger.unsaved()).toBe(2)
    ledger.committed(1)
    expect([ledger.unsaved(), ledger.confirmed()]).toEqual([0, true])
  })

  it('keeps what an earlier page load left', () => {
    const ledger = createSaveLedger(3, () => {})
    expect([ledger.unsaved(), ledger.confirmed()]).toEqual([3, false])
  })

  it('never believes an older connection, nor a count beyond what was sent', () => {
    const ledger = createSaveLedger(0, () => {})
    ledger.connected()
    ledger.sent('step2')
    ledger.edited()
    ledger.sent('update')
    ledger.connected()
    ledger.committed(2)
    expect(ledger.unsaved()).toBe(1)
    ledger.sent('step2')
    ledger.edited()
    ledger.committed(99)
    expect(ledger.unsaved()).toBe(1)
  })

  it('is true of every history: an edit is saved only by the commit of a message sent after it', () => {
    const step = fc.constantFrom('edit', 'connect', 'step2', 'commit')
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const told: number[] = []
        const ledger = createSaveLedger(0, (unsaved) => told.push(unsaved))
        // The model: each edit is on which messages of this connection, and whether one of them was committed.
        let edits: { saved: boolean }[] = []
        let onWire: { saved: boolean }[][] = []
        let committed = 0
        for (const what of steps) {
          if (what === 'edit') {
            edits = [...edits, { saved: false }]
            ledger.edited()
            if (ledger.asked()) {
              ledger.sent('update')
              onWire.push([...edits])
            }
          } else if (what === 'connect') {
            ledger.connected()
            onWire = []
            committed = 0
          } else if (what === 'step2') {
            ledger.sent('step2')
            onWire.push([...edits])
          } else if (committed < onWire.length) {
            for (const edit of onWire[committed] ?? []) edit.saved = true
            committed += 1
            ledger.committed(committed)
          }
          expect(ledger.unsaved()).toBe(edits.filter((edit) => !edit.saved).length)
        }
      }),
    )
  })
})
