import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { Ribbon, type RibbonSegment } from './ribbon.tsx'

afterEach(cleanup)

const segment = (id: string, more: Partial<RibbonSegment>): RibbonSegment => ({
  id,
  name: id,
  title: id,
  length: 60_000,
  over: 0,
  state: 'next',
  ...more,
})
const drawn = (selector: string): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)]

it('is as wide for a phase as the phase was long, and what ran over is marked at its end', () => {
  const segments = [
    segment('Goal', { state: 'past', length: 300_000, over: 75_000 }),
    segment('Metrics', { state: 'now', length: 600_000, ending: true }),
    segment('Wrap-up', {}),
  ]
  render(<Ribbon segments={segments} dots={[]} head={{ segment: 'Metrics', share: 0.9 }} />)
  const all = drawn('.ribbon-segment')
  expect(all.map(({ style }) => style.flexGrow)).toEqual(['300000', '600000', '60000'])
  expect(all.map(({ dataset }) => dataset.state)).toEqual(['past', 'now', 'next'])
  expect(all.map(({ dataset }) => dataset.ending)).toEqual([undefined, 'true', undefined])
  expect(drawn('.ribbon-over').map(({ style, parentElement }) => [parentElement?.title, style.width])).toEqual([
    ['Goal', '25%'],
  ])
})

it('has its head in one phase, and dots where something was given', () => {
  const segments = [segment('Goal', { state: 'past' }), segment('Metrics', { state: 'now' })]
  render(
    <Ribbon
      segments={segments}
      dots={[
        { id: '1', segment: 'Goal', share: 0.5, kind: 'fact', words: 'Fact: Volume' },
        { id: '2', segment: 'Metrics', share: 0.1, kind: 'hint', words: 'Hint 1' },
      ]}
      head={{ segment: 'Metrics', share: 0.25 }}
    />,
  )
  expect(drawn('.ribbon-head').map(({ style, parentElement }) => [parentElement?.title, style.left])).toEqual([
    ['Metrics', '25%'],
  ])
  expect(
    drawn('.ribbon-dot').map(({ style, parentElement, dataset, title }) => [
      parentElement?.title,
      dataset.kind,
      title,
      style.left,
    ]),
  ).toEqual([
    ['Goal', 'fact', 'Fact: Volume', '50%'],
    ['Metrics', 'hint', 'Hint 1', '10%'],
  ])
})
