/**
 * Page translators and some extensions replace text nodes. React later tries to remove such a node, or to insert before it, which throws
 * and takes down that whole part of the page (facebook/react issue 11538). Here such a request does what it meant to: the node is gone, or
 * the new one is added at the end.
 */
export function surviveForeignChanges(node: Pick<Node, 'removeChild' | 'insertBefore'> = Node.prototype): void {
  const { removeChild, insertBefore } = node
  node.removeChild = function <T extends Node>(this: Node, child: T): T {
    return child.parentNode === this ? (removeChild.call(this, child) as T) : child
  }
  node.insertBefore = function <T extends Node>(this: Node, added: T, before: Node | null): T {
    return insertBefore.call(this, added, before?.parentNode === this ? before : null) as T
  }
}
