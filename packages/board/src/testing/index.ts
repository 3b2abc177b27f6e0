import { type Framework, frameworkSchema } from '../document/framework.ts'

/** A small framework for tests: one section of each layout, a seeded goal, kinds with fields and links. */
export const testFramework: Framework = frameworkSchema.parse({
  id: 'test',
  version: 1,
  title: 'Test board',
  sections: [
    { id: 'goal', title: 'Goal', purpose: 'What for', layout: 'line', kinds: ['goal'], nests: false },
    {
      id: 'context',
      title: 'Context',
      purpose: 'What we know',
      layout: 'cards',
      kinds: ['fact', 'note'],
      nests: false,
    },
    { id: 'flow', title: 'User flow', purpose: 'What they do', layout: 'flow', kinds: ['step'], nests: false },
    {
      id: 'tree',
      title: 'Metrics tree',
      purpose: 'What we count',
      layout: 'tree',
      kinds: ['metric', 'note'],
      nests: true,
    },
    {
      id: 'risks',
      title: 'Risks',
      purpose: 'What may go wrong',
      layout: 'table',
      kinds: ['risk', 'note'],
      nests: true,
    },
  ],
  kinds: [
    { id: 'goal', label: 'Goal', placeholder: 'The goal' },
    { id: 'note', label: 'Note', placeholder: 'A note' },
    {
      id: 'fact',
      label: 'Fact',
      placeholder: 'A fact',
      links: [{ id: 'supports', label: 'supports', to: ['metric', 'goal'] }],
    },
    { id: 'step', label: 'Step', placeholder: 'A step' },
    {
      id: 'metric',
      label: 'Metric',
      placeholder: 'A metric',
      fields: [
        { type: 'text', id: 'window', label: 'Window' },
        {
          type: 'choice',
          id: 'operator',
          label: 'Operator',
          choices: [
            { value: 'plus', label: '+' },
            { value: 'times', label: '×' },
          ],
        },
      ],
      links: [
        { id: 'measures', label: 'measures', to: ['goal'] },
        { id: 'at', label: 'at', to: ['step'] },
      ],
    },
    {
      id: 'risk',
      label: 'Risk',
      placeholder: 'A risk',
      fields: [{ type: 'text', id: 'mitigation', label: 'Mitigation' }],
    },
  ],
  seeds: [{ item: 'goal', kind: 'goal', section: 'goal' }],
})

export { boardLimits } from '../validate/board-limits.ts'
export { type Draw, drawCommand, itemId, must, seededDoc, updatesOf } from './replicas.ts'
