import type { BoardCommand, Framework, ItemId } from '@greenroom/board'
import { useLayoutEffect, useMemo, useRef } from 'react'
import { flushSync } from 'react-dom'
import { type ActionContext, actionFor, addCard, type BoardAction } from './actions/index.ts'
import type { BoardContext } from './board-context.ts'
import type { BoardActions } from './board-props.ts'
import type { BoardUi } from './board-ui.ts'
import { chordOf, isApple } from './keyboard.ts'
import { refusalWords } from './model/board-words.ts'
import { startsWriting } from './text/starts-writing.ts'
import { openUnfitWords } from './text/unfit-words.ts'

/** The one object that all parts of a board share; replaced only when the rights or the framework change. */
export function useCreateBoardContext(
  ui: BoardUi,
  framework: Framework,
  board: BoardActions | null,
  goTo: Pick<BoardContext, 'goTo' | 'goToSection'>,
  draftsUnder: string,
  isBeside: boolean,
): BoardContext {
  // `goTo` and `goToSection` read the newest view when they are called, so the shared object stays the same.
  const going = useRef(goTo)
  useLayoutEffect(() => {
    going.current = goTo
  })
  return useMemo(() => {
    const apply = (command: BoardCommand): boolean => {
      if (board === null) return false
      const result = board.apply(command)
      if (!result.ok) ui.refuse(refusalWords(result.code))
      else if (command.kind === 'editText' && command.insert !== '') ui.setFresh(command.item, false)
      return result.ok
    }
    const unfit = openUnfitWords(draftsUnder)
    const write: BoardContext['write'] = (item, edit, typed) => {
      if (board === null) return false
      const result = board.apply({ kind: 'editText', item, ...edit })
      if (result.ok) {
        if (edit.insert !== '') ui.setFresh(item, false)
        return true
      }
      // A card that somebody removed is offered back whole; a limit says itself beside the words.
      if (typed !== '' && result.code !== 'unknown-item') unfit.add(item, typed)
      if (typed === '' || result.code !== 'text-too-long') ui.refuse(refusalWords(result.code))
      return false
    }
    const contextOf = (id: ItemId, mode: 'rest' | 'edit'): ActionContext | null => {
      const view = board?.current()
      const item = view?.items.get(id)
      const section = framework.sections.find((one) => one.id === item?.section)
      return board && view && item && section ? { view, framework, section, item, mode, board, ui, apply } : null
    }
    const run = (action: BoardAction, item: ItemId, mode: 'rest' | 'edit' = 'rest'): void => {
      const context = contextOf(item, mode)
      if (context && action.available(context)) action.run(context)
    }
    const pressChord: BoardContext['pressChord'] = (chord, item, mode) => {
      const context = contextOf(item, mode)
      const action = context && actionFor(chord, context)
      if (!context || !action) return false
      action.run(context)
      return true
    }
    return {
      framework,
      ui,
      draftsUnder,
      isBeside,
      board,
      apply,
      write,
      unfit,
      contextOf,
      run,
      pressChord,
      press: (event, item, mode) => {
        if (pressChord(chordOf(event, isApple()), item, mode)) {
          event.preventDefault()
          return true
        }
        if (mode === 'rest' && startsWriting(event)) {
          // At once, so that the textarea has the focus when the browser inserts the character.
          flushSync(() => ui.edit(item))
          return true
        }
        return false
      },
      add: (section, itemKind) => {
        if (board) addCard({ board, ui, apply }, itemKind, { section: section.id, parent: null, before: null })
      },
      goTo: (item) => going.current.goTo(item),
      goToSection: (section) => going.current.goToSection(section),
    }
  }, [ui, framework, board, draftsUnder, isBeside])
}
