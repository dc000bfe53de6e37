import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { aliases, bundling } from '../infra/bundling.ts'

export interface Bundle {
  file: string
  bytes: number
  gzipped: number
}

/**
 * One ES module from `entry` (below the root), from the deployment's own options: byte for byte what is deployed. With
 * `credentials: 'chain'` the SDK is left as it comes, with its whole chain of credential providers.
 */
export async function bundle(
  entry: string,
  directory: string,
  { credentials = 'environment' }: { credentials?: 'environment' | 'chain' } = {},
): Promise<Bundle> {
  const { format, target, minify, mainFields, externalModules, sourceMap, sourcesContent, esbuildArgs } =
    bundling('access')
  const file = join(directory, entry.replace(/\.ts$/, ''), 'index.mjs')
  await build({
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    platform: 'node',
    format,
    target,
    minify,
    mainFields,
    external: externalModules,
    sourcemap: sourceMap,
    sourcesContent,
    conditions: [esbuildArgs['--conditions']],
    alias: credentials === 'environment' ? aliases : {},
  })
  const code = readFileSync(file)
  return { file, bytes: code.length, gzipped: gzipSync(code).length }
}
