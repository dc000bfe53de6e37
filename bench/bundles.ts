import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { bundling } from '../infra/bundling.ts'

export interface Bundle {
  file: string
  bytes: number
  gzipped: number
}

/** One ES module from `entry` (below the root), from the deployment's own options: byte for byte what is deployed. */
export async function bundle(entry: string, directory: string): Promise<Bundle> {
  const { externalModules, sourceMap, esbuildArgs, ...options } = bundling('access')
  const file = join(directory, `${entry.replaceAll('/', '-').replace(/\.ts$/, '')}.mjs`)
  await build({
    ...options,
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    platform: 'node',
    external: externalModules,
    sourcemap: sourceMap,
    conditions: [esbuildArgs['--conditions']],
  })
  const code = readFileSync(file)
  return { file, bytes: code.length, gzipped: gzipSync(code).length }
}
