import { fileURLToPath } from 'node:url'
import { type BundlingOptions, LogLevel, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs'

/** nodemailer, inside send-mail, is CommonJS and asks for `require`. */
const requireBanner = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);"

/** The SDK's own chain of credential providers is not loaded: shared/credentials.ts says why. */
export const aliases = {
  '@aws-sdk/credential-provider-node': fileURLToPath(new URL('../shared/credentials.ts', import.meta.url)),
}

/** One ES module for each function, the SDK inside: what was tested is what runs. */
export const bundling = (name: string) =>
  ({
    format: OutputFormat.ESM,
    target: 'node24',
    minify: true,
    mainFields: ['module', 'main'],
    esbuildArgs: {
      '--conditions': 'module',
      ...Object.fromEntries(Object.entries(aliases).map(([name, to]) => [`--alias:${name}`, to])),
    },
    externalModules: [],
    // Beside the code and without the sources, so that it is small to fetch.
    sourceMap: true,
    sourcesContent: false,
    logLevel: LogLevel.WARNING,
    ...(name === 'send-mail' && { banner: requireBanner }),
  }) satisfies BundlingOptions
