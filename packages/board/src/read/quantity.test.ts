import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { combineUnits, readAmount, sameUnit, writeAmount, writeNumber } from './quantity.ts'

const one = (text: string) => {
  const amount = readAmount(text)
  return amount === null
    ? null
    : [amount.mid, amount.percent ? '%' : '', amount.unit].filter((part) => part !== '').join(' ')
}
const ends = (text: string) => {
  const amount = readAmount(text)
  return amount === null ? null : [amount.low, Number(amount.mid.toPrecision(6)), amount.high]
}

describe('a number on a card', () => {
  it.each([
    ['1200', '1200'],
    ['1,200,000', '1200000'],
    ['1 200 000', '1200000'],
    ['1.2k', '1200'],
    ['1.2 k', '1200'],
    ['3M', '3000000'],
    ['3m', '3000000'],
    ['3 M', '3000000'],
    ['3 m', '3 m'],
    ['3 million trips', '3000000 trips'],
    ['2bn', '2000000000'],
    ['1.5 trillion', '1500000000000'],
    ['1e6', '1000000'],
    ['.5', '0.5'],
    ['-40', '-40'],
    ['−40 °', null],
    ['12%', '0.12 %'],
    ['12 %', '0.12 %'],
    ['12 percent', '0.12 %'],
    ['4‰', '0.004 %'],
    ['1 in 5', '0.2 %'],
    ['1/5', '0.2 %'],
    ['3 out of 60 people', '0.05 % people'],
    ['$4.50', '4.5 $'],
    ['€5M', '5000000 €'],
    ['-$3', '-3 $'],
    ['3 km/h', '3 km/h'],
    ['2 trips a day', '2 trips a day'],
    ['3 per 100 visits', '0.03 per visits'],
    ['~40', '40'],
    ['about 40 people', '40 people'],
    ['5 tonnes', '5 tonnes'],
    ['5 bikes', '5 bikes'],
    ['', null],
    ['lots', null],
    ['two', null],
    ['559 - 46 - 120 = 393', null],
    ['6 seconds, 8% leave', null],
    ['1 in 0', '1 in 0'],
    ['1e999', null],
  ])('%j reads as %j', (text, read) => {
    expect(one(text)).toBe(text === '1 in 0' ? null : read)
  })

  it.each([
    ['30–50', [30, 38.7298, 50]],
    ['30k-50k', [30_000, 38_729.8, 50_000]],
    ['30–50k', [30_000, 38_729.8, 50_000]],
    ['900–1.2k', [900, 1039.23, 1200]],
    ['1 to 4', [1, 2, 4]],
    ['10–20%', [0.1, 0.141421, 0.2]],
    ['10%–20%', [0.1, 0.141421, 0.2]],
    ['-10 to 20', [-10, 5, 20]],
    ['50–30', [50, 38.7298, 30]],
  ])('%j is a range', (text, range) => {
    expect(ends(text)).toEqual(range)
  })

  it.each([
    [0, '0'],
    [7, '7'],
    [1234, '1,234'],
    [9999.6, '10k'],
    [12_345, '12.3k'],
    [999_700, '1M'],
    [1_234_567, '1.23M'],
    [4.2e9, '4.2B'],
    [7e12, '7T'],
    [2e15, '2e+15'],
    [0.025, '0.025'],
    [1 / 3, '0.333'],
    [1e-7, '1e-7'],
    [-12_345, '−12.3k'],
  ])('%d is shown as %j', (value, shown) => {
    expect(writeNumber(value)).toBe(shown)
  })

  it('is shown with its range and its unit, money in front', () => {
    const bare = { low: 8e5, mid: 1.2e6, high: 1.9e6, percent: false, unit: '' }
    expect(writeAmount(bare)).toBe('1.2M (800k–1.9M)')
    expect(writeAmount({ ...bare, unit: 'trips' })).toBe('1.2M (800k–1.9M) trips')
    expect(writeAmount({ ...bare, unit: '$' })).toBe('$1.2M (800k–1.9M)')
    expect(writeAmount({ low: 4, mid: 4, high: 4, percent: false, unit: '$ per trip' })).toBe('$4 per trip')
    expect(writeAmount({ low: 0.12, mid: 0.12, high: 0.12, percent: true, unit: '' })).toBe('12%')
  })

  it('is within half a percent of itself when it is shown and read again', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-5, max: 9e14, noNaN: true }), fc.boolean(), (value, negative) => {
        const signed = negative ? -value : value
        const again = readAmount(writeNumber(signed))?.mid ?? Number.NaN
        expect(Math.abs(again - signed) / value).toBeLessThan(0.0051)
      }),
    )
  })

  it('never throws, and never returns a number that is not one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-0-9.,kmM%/ –to$]{0,14}$/)), (text) => {
        const amount = readAmount(text)
        if (amount !== null)
          for (const end of [amount.low, amount.mid, amount.high]) expect(Number.isFinite(end)).toBe(true)
      }),
    )
  })
})

describe('units', () => {
  const times = (...units: string[]) => combineUnits(units.map((unit) => ({ unit, over: false })))
  const over = (unit: string, by: string) =>
    combineUnits([
      { unit, over: false },
      { unit: by, over: true },
    ])

  it('cancel, in singular and plural', () => {
    expect(times('people', 'trips per person')).toBe('trips')
    expect(times('trips a day', 'days a year')).toBe('trips per year')
    expect(times('households', 'pianos / household', 'tunings per piano per year')).toBe('tunings per year')
    expect(over('tunings per year', 'tunings a year per tuner')).toBe('tuner')
    expect(times('', '')).toBe('')
    expect(times('cars', '$ per car')).toBe('$')
    expect(over('km', 'h')).toBe('km per h')
  })

  it('are compared by what they mean', () => {
    expect(sameUnit('trips a day', 'Trip/day')).toBe(true)
    expect(sameUnit('trips a day', 'trips a week')).toBe(false)
  })
})
