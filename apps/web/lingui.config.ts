import { readdirSync } from 'node:fs'
import { defineConfig } from '@lingui/conf'
import { formatter } from '@lingui/format-po'
import { createSwcExtractor } from '@lingui/native-tools'

const src = `${import.meta.dirname}/src`
const features = readdirSync(`${src}/features`).sort()
/** Nobody reads their texts. */
const tests = ['<rootDir>/src/**/*.test.*']

/** English is written in the code, and collected per feature for readers and translators. */
export default defineConfig({
  sourceLocale: 'en',
  locales: ['en'],
  rootDir: import.meta.dirname,
  catalogs: [
    ...features.map((feature) => ({
      path: `<rootDir>/words/${feature}/{locale}`,
      include: [`<rootDir>/src/features/${feature}`],
      exclude: tests,
    })),
    {
      path: '<rootDir>/words/page/{locale}',
      include: ['<rootDir>/src'],
      exclude: ['<rootDir>/src/features/**', ...tests],
    },
  ],
  // As the page is built: Babel takes four times as long for the same words.
  extractors: [createSwcExtractor()],
  orderBy: 'origin',
  // A line that moves does not change any words.
  format: formatter({ lineNumbers: false }),
  runtimeConfigModule: { i18n: ['#language', 'i18n'], Trans: ['#trans', 'Trans'] },
})
