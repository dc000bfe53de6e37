/** What the API answers, by its document: pure files, which are tested without a browser, know it from here. */
import type { operations } from '../../api/schema.ts'

type Explanation = operations['explain']['responses'][200]['content']['application/json']

export type Explained = Explanation['layers'][number]
export type Change = Explanation['flip'][number]
