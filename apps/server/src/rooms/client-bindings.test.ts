import { participantIdSchema } from '@greenroom/session'
import { describe, expect, it } from 'vitest'
import { ClientBindings } from './client-bindings.ts'

const ana = participantIdSchema.parse('ana')
const ben = participantIdSchema.parse('ben')

describe('whose a Yjs client id is [P17]', () => {
  it('the first person to use it keeps it, however it was first used', () => {
    const bindings = new ClientBindings()
    expect(bindings.mayUse(7, ben)).toBe(true)
    bindings.hear(7, ana)
    bindings.hear(7, ben)
    bindings.fold([8], ben)
    bindings.fold([8], ana)
    expect([bindings.mayUse(7, ana), bindings.mayUse(7, ben)]).toEqual([true, false])
    expect([bindings.mayUse(8, ana), bindings.mayUse(8, ben)]).toEqual([false, true])
  })

  it('the log decides: what it says outlives what was only seen in awareness', () => {
    const bindings = new ClientBindings([[1, null]])
    bindings.hear(7, ana)
    bindings.fold([7], ben)
    expect(bindings.mayUse(7, ana)).toBe(false)
    expect(bindings.toList()).toEqual([
      [1, null],
      [7, ben],
    ])
    expect([bindings.mayUse(1, ana), bindings.mayUse(1, ben)]).toEqual([false, false])
  })

  it("forgets the participant's own oldest of what was only heard, and nobody else's", () => {
    const bindings = new ClientBindings()
    bindings.hear(5, ben)
    for (let client = 10_000; client < 20_050; client++) bindings.hear(client, ana)
    expect(bindings.mayUse(5, ana)).toBe(false)
    bindings.fold([5], ben)
    expect([bindings.mayUse(5, ben), bindings.mayUse(19_999, ben), bindings.mayUse(10_000, ben)]).toEqual([
      true,
      false,
      true,
    ])
  })

  it('forgets nothing that the log says', () => {
    const bindings = new ClientBindings()
    bindings.fold([1_000_000], ana)
    for (let client = 0; client < 20_000; client++) bindings.hear(client, ana)
    expect(bindings.mayUse(0, ben)).toBe(true)
    expect(bindings.mayUse(19_999, ben)).toBe(false)
    expect(bindings.mayUse(1_000_000, ben)).toBe(false)
  })
})
