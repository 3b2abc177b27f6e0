/** The field that says how a card goes into its parent, in frameworks whose tree is a formula. */
export const operatorField = 'operator'
