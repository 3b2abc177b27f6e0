/** Why a formula could not be computed. */
export class ArithmeticFault extends Error {}

type Token =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name' | 'sign'; readonly text: string }

function tokensOf(formula: string): Token[] {
  const tokens: Token[] = []
  const pattern = /\s*(?:(\d+(?:\.\d+)?)|([a-z][a-zA-Z0-9]*)|([+\-*/()]))\s*/y
  let end = 0
  while (end < formula.length) {
    pattern.lastIndex = end
    const match = pattern.exec(formula)
    if (match === null) throw new ArithmeticFault(`cannot read “${formula.slice(end)}”`)
    end = pattern.lastIndex
    const [, digits, name, sign] = match
    if (digits !== undefined) tokens.push({ kind: 'number', value: Number(digits) })
    else if (name !== undefined) tokens.push({ kind: 'name', text: name })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign })
  }
  return tokens
}

/**
 * Computes a formula of + − * / and brackets over named numbers: nothing else can be said in it, so a case file that
 * somebody sends in cannot run anything. Recursive descent, one function a level of precedence.
 * Throws `ArithmeticFault` on a formula it cannot read, an unknown name, or a division by zero.
 */
export function compute(formula: string, numbers: ReadonlyMap<string, number>): number {
  const tokens = tokensOf(formula)
  let at = 0
  const takes = (...signs: string[]): string | null => {
    const token = tokens[at]
    if (token?.kind !== 'sign' || !signs.includes(token.text)) return null
    at += 1
    return token.text
  }

  function operand(): number {
    if (takes('-') !== null) return -operand()
    if (takes('(') !== null) {
      const value = sum()
      if (takes(')') === null) throw new ArithmeticFault('a bracket is not closed')
      return value
    }
    const token = tokens[at]
    at += 1
    if (token?.kind === 'number') return token.value
    if (token?.kind === 'name') {
      const value = numbers.get(token.text)
      if (value === undefined) throw new ArithmeticFault(`there is no number called ${token.text}`)
      return value
    }
    throw new ArithmeticFault(
      token === undefined ? 'the formula ends too early' : `“${token.text}” is where a number should be`,
    )
  }

  function product(): number {
    let value = operand()
    for (let sign = takes('*', '/'); sign !== null; sign = takes('*', '/')) {
      const right = operand()
      if (sign === '/' && right === 0) throw new ArithmeticFault('divides by zero')
      value = sign === '*' ? value * right : value / right
    }
    return value
  }

  function sum(): number {
    let value = product()
    for (let sign = takes('+', '-'); sign !== null; sign = takes('+', '-')) {
      const right = product()
      value = sign === '+' ? value + right : value - right
    }
    return value
  }

  const value = sum()
  if (at < tokens.length) throw new ArithmeticFault('there is something extra at the end of the formula')
  return value
}

/** The names that a formula uses. Throws as `compute` does on a formula it cannot read. */
export function namesIn(formula: string): string[] {
  return tokensOf(formula).flatMap((token) => (token.kind === 'name' ? [token.text] : []))
}
