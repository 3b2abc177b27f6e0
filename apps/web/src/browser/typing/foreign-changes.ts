/**
 * Page translators and some extensions put elements of their own in the place of text nodes. React knows nothing of them (facebook/react
 * issue 11538): it later removes such a node, or inserts before it, which throws and takes down that whole part of the page; or it writes new
 * words into a node that nobody sees, and a clock stands still. Here such an element goes with the text that it stands for, and makes way
 * for it when the text changes; the translator then translates the new words.
 */
export function surviveForeignChanges(
  node: Pick<Node, 'removeChild' | 'insertBefore'> = Node.prototype,
  page: Node = document,
): () => void {
  const { removeChild, insertBefore } = node
  /** What replaces a text. */
  const standIns = new WeakMap<Node, Node>()
  const standInOf = (child: Node, parent: Node): Node | null => {
    const found = child.parentNode === parent ? null : standIns.get(child)
    return found?.parentNode === parent ? found : null
  }
  node.removeChild = function <T extends Node>(this: Node, child: T): T {
    if (child.parentNode === this) return removeChild.call(this, child) as T
    const standIn = standInOf(child, this)
    if (standIn !== null) removeChild.call(this, standIn)
    return child
  }
  node.insertBefore = function <T extends Node>(this: Node, added: T, before: Node | null): T {
    const place = before === null || before.parentNode === this ? before : standInOf(before, this)
    return insertBefore.call(this, added, place) as T
  }
  const foreign = new MutationObserver((changes) => {
    for (const { type, target, removedNodes, addedNodes, previousSibling, nextSibling } of changes) {
      if (type === 'characterData') {
        const standIn = target.parentNode === null ? standIns.get(target) : undefined
        if (standIn?.parentNode) standIn.parentNode.replaceChild(target, standIn)
        continue
      }
      const text = removedNodes.length === 1 ? removedNodes[0] : undefined
      if (text?.nodeType !== Node.TEXT_NODE || text.parentNode !== null) continue
      // Replaced in one step, or by an insertion beside it and a removal.
      const standIn = [...addedNodes, previousSibling, nextSibling].find((one) => one?.nodeName === 'FONT')
      if (!standIn || standIn.parentNode !== target) continue
      standIns.set(text, standIn)
      foreign.observe(text, { characterData: true })
    }
  })
  foreign.observe(page, { childList: true, subtree: true })
  return () => {
    foreign.disconnect()
    Object.assign(node, { removeChild, insertBefore })
  }
}
