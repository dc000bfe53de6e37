import { buildConsole } from '../../console/build.ts'
import { unpack } from './chromium.ts'

/** Before any worker starts: two of them would unpack and build over each other. */
export default async function setUp(): Promise<void> {
  await buildConsole()
  if (!process.env.CHROMIUM) await unpack()
}
