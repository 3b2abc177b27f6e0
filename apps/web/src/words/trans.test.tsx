import { Plural, Trans } from '@lingui/react/macro'
import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'

afterEach(cleanup)

it('draws what people typed letter by letter, tags and all, beside elements of its own', () => {
  for (const name of ['<script>alert(1)</script>', '<0>Ina</0>', '<1/>', '{name}', "it's '{0}'", '']) {
    const { container } = render(
      <p>
        <Trans>
          <b>{name}</b> is here, says {name}
        </Trans>
      </p>,
    )
    expect(container.textContent).toBe(`${name} is here, says ${name}`)
    expect(container.querySelectorAll('b')).toHaveLength(1)
    cleanup()
  }
})

it('counts', () => {
  const words = (count: number): string | null =>
    render(<Plural value={count} one="# card" other="# cards" />).container.textContent
  expect([words(1), words(2)]).toEqual(['1 card', '2 cards'])
})
