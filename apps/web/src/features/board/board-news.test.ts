import type { ItemId } from '@greenroom/board'
import { describe, expect, it } from 'vitest'
import { createBoardNews } from './board-news.ts'
import { createTestBoard, testFramework } from './testing-board.ts'

const setUp = () => {
  const board = createTestBoard()
  const said: string[] = []
  const authors = new Map<ItemId, string | 'me' | null>()
  let time = 0
  let timer: { readonly at: number; readonly run: () => void } | null = null
  const news = createBoardNews({
    framework: testFramework,
    authorOf: (item) => {
      const name = authors.get(item) ?? null
      return name === null || name === 'me' ? name : { name }
    },
    say: (words) => said.push(words),
    after: (milliseconds, run) => {
      const mine = { at: time + milliseconds, run }
      timer = mine
      return () => {
        if (timer === mine) timer = null
      }
    },
    now: () => time,
  })
  const pass = (milliseconds: number): void => {
    const end = time + milliseconds
    while (timer !== null && timer.at <= end) {
      const due: { readonly at: number; readonly run: () => void } = timer
      timer = null
      time = due.at
      due.run()
    }
    time = end
  }
  news.take(board.view())
  const add = (author: string | null, section: string, kind: string, text: string): ItemId => {
    const item = board.add(section, kind, text)
    authors.set(item, author)
    news.take(board.view())
    return item
  }
  const change = (run: () => void): void => {
    run()
    news.take(board.view())
  }
  return { board, said, add, pass, change, authors }
}

describe('what others did to the board', () => {
  it('is said together, by name and section, once they pause', () => {
    const { said, add, pass } = setUp()
    for (const text of ['Orders', 'Visits', 'Fee']) {
      add('Caro', 'tree', 'metric', text)
      pass(1000)
    }
    expect(said).toEqual([])
    pass(2500)
    expect(said).toEqual(['Caro added 3 cards in Tree'])
    pass(60_000)
    expect(said).toHaveLength(1)
  })
  it('is said after ten seconds at the latest, and names no section when there are several', () => {
    const { said, add, pass } = setUp()
    for (let at = 0; at < 12; at++) {
      add('Caro', at % 2 ? 'tree' : 'people', at % 2 ? 'metric' : 'person', `card ${at}`)
      pass(1000)
    }
    expect(said).toEqual(['Caro added 10 cards'])
    pass(2500)
    expect(said[1]).toBe('Caro added 2 cards')
  })
  it('says nothing of your own cards, nor of one that came and went; an empty one waits for its words', () => {
    const { said, add, pass, board, change } = setUp()
    add('me', 'people', 'person', 'Mine')
    const short = add('Caro', 'people', 'person', 'Oops')
    change(() => board.remotely({ kind: 'removeItem', item: short }))
    const empty = add('Caro', 'people', 'person', '')
    pass(20_000)
    expect(said).toEqual([])
    change(() => board.remotely({ kind: 'editText', item: empty, index: 0, remove: 0, insert: 'Shoppers' }))
    pass(2500)
    expect(said).toEqual(['Caro added a card in People'])
  })
  it('says what was removed, and someone when nobody knows who', () => {
    const { said, add, pass, board, change, authors } = setUp()
    const item = add('me', 'people', 'person', 'Shoppers')
    authors.set(item, null)
    change(() => board.remotely({ kind: 'removeItem', item }))
    pass(2500)
    expect(said).toEqual(['Someone removed a card from People'])
  })
})
