import { buildConsole } from '../console/build.ts'

/** Before any worker starts: two of them would build over each other. */
export default buildConsole
