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

/** What a formula is computed in: numbers, or something that is known about them. */
type Algebra<Value> = {
  readonly number: (value: number) => Value
  readonly name: (name: string) => Value
  readonly negate: (value: Value) => Value
  readonly combine: (sign: '+' | '-' | '*' | '/', left: Value, right: Value) => Value
}

/**
 * Evaluates a formula of + − * / and brackets over named numbers. Nothing else can be expressed, so an untrusted case file cannot run
 * anything. Recursive descent, one function per level of precedence. Throws `ArithmeticFault` on a formula that it cannot parse.
 */
export function evaluate<Value>(formula: string, algebra: Algebra<Value>): Value {
  const tokens = tokensOf(formula)
  let at = 0
  const takes = <Sign extends string>(...signs: readonly Sign[]): Sign | null => {
    const token = tokens[at]
    const sign = token?.kind === 'sign' ? signs.find((one) => one === token.text) : undefined
    if (sign === undefined) return null
    at += 1
    return sign
  }

  function operand(): Value {
    if (takes('-') !== null) return algebra.negate(operand())
    if (takes('(') !== null) {
      const value = sum()
      if (takes(')') === null) throw new ArithmeticFault('a bracket is not closed')
      return value
    }
    const token = tokens[at]
    at += 1
    if (token?.kind === 'number') return algebra.number(token.value)
    if (token?.kind === 'name') return algebra.name(token.text)
    throw new ArithmeticFault(
      token === undefined ? 'the formula ends too early' : `“${token.text}” is where a number should be`,
    )
  }

  function product(): Value {
    let value = operand()
    for (let sign = takes('*', '/'); sign !== null; sign = takes('*', '/'))
      value = algebra.combine(sign, value, operand())
    return value
  }

  function sum(): Value {
    let value = product()
    for (let sign = takes('+', '-'); sign !== null; sign = takes('+', '-'))
      value = algebra.combine(sign, value, product())
    return value
  }

  const value = sum()
  if (at < tokens.length) throw new ArithmeticFault('there is something extra at the end of the formula')
  return value
}

/** Computes a formula. Throws `ArithmeticFault` when it cannot be parsed, uses an unknown name, or divides by zero. */
export function compute(formula: string, numbers: ReadonlyMap<string, number>): number {
  return evaluate(formula, {
    number: (value) => value,
    name: (name) => {
      const value = numbers.get(name)
      if (value === undefined) throw new ArithmeticFault(`there is no number called ${name}`)
      return value
    },
    negate: (value) => -value,
    combine: (sign, left, right) => {
      if (sign === '+') return left + right
      if (sign === '-') return left - right
      if (sign === '*') return left * right
      if (right === 0) throw new ArithmeticFault('divides by zero')
      return left / right
    },
  })
}

/** The names that a formula uses. Throws like `compute` on a formula that it cannot parse. */
export function namesIn(formula: string): string[] {
  return tokensOf(formula).flatMap((token) => (token.kind === 'name' ? [token.text] : []))
}

/** The numbers that are written in a formula. Throws like `compute` on a formula that it cannot parse. */
export function literalsIn(formula: string): number[] {
  return tokensOf(formula).flatMap((token) => (token.kind === 'number' ? [token.value] : []))
}
