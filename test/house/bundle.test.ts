import { resolve } from 'node:path'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { aliases } from '../../infra/bundling.ts'

/** The function that decides is on the way of every request of the platform: what it loads at start is watched. */
async function bundleOf(entry: string) {
  const { metafile } = await build({
    entryPoints: [resolve(import.meta.dirname, '../..', entry)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    minify: true,
    mainFields: ['module', 'main'],
    conditions: ['module'],
    alias: aliases,
    metafile: true,
    write: false,
    outdir: 'unused',
  })
  const [output] = Object.values(metafile.outputs)
  return { inputs: Object.keys(metafile.inputs), bytes: output?.bytes ?? Number.POSITIVE_INFINITY }
}

test('the access function starts without a schema library and the directory, in under 450 kB', async () => {
  const { inputs, bytes } = await bundleOf('functions/access/index.ts')
  expect(
    inputs.filter((input) =>
      /node_modules\/(zod|nodemailer|csv-stringify|csv-parse|libphonenumber-js|@aws-sdk\/client-cognito)/.test(input),
    ),
  ).toEqual([])
  expect(bytes).toBeLessThan(450_000)
})
