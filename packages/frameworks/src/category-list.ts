// Written by `node packages/frameworks/bin/list-categories.mjs` from the files of `categories/`. Do not edit.
// biome-ignore-all format: generated
// biome-ignore-all assist/source/organizeImports: generated
import { category as aiProductSense } from './categories/ai-product-sense.ts'
import { category as behavioural } from './categories/behavioural.ts'
import { category as estimation } from './categories/estimation.ts'
import { category as experimentDesign } from './categories/experiment-design.ts'
import { category as goals } from './categories/goals.ts'
import { category as productDesign } from './categories/product-design.ts'
import { category as productImprovement } from './categories/product-improvement.ts'
import { category as rootCause } from './categories/root-cause.ts'
import { category as strategy } from './categories/strategy.ts'
import { category as successMetrics } from './categories/success-metrics.ts'
import { category as tradeOff } from './categories/trade-off.ts'

export const categoryList = [
  aiProductSense,
  behavioural,
  estimation,
  experimentDesign,
  goals,
  productDesign,
  productImprovement,
  rootCause,
  strategy,
  successMetrics,
  tradeOff,
] as const
