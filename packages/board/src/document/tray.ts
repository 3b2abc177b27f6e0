import { type Framework, frameworkSchema } from './framework.ts'

/** How a think tray is read: one section of one kind. A card that moves to a board keeps its id and its text, but not its kind. */
export const trayFramework: Framework = frameworkSchema.parse({
  id: 'think-tray',
  version: 1,
  title: 'Think tray',
  sections: [
    {
      id: 'tray',
      title: 'Think tray',
      purpose: 'Thoughts that nobody else sees.',
      layout: 'cards',
      kinds: ['thought'],
      nests: false,
    },
  ],
  kinds: [{ id: 'thought', label: 'Thought', placeholder: 'A thought', fields: [], links: [] }],
  seeds: [],
})
