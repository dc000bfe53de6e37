import { unpack } from './chromium.ts'

/** Before any worker starts: two of them would unpack over each other. */
export default async function setUp(): Promise<void> {
  if (!process.env.CHROMIUM) await unpack()
}
