/** The type under which a choice of evidence is dragged; its data is the id of the choice. */
export const draggedEvidence = 'application/x-greenroom-evidence'
