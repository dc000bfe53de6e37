import { compile } from '../../../shared/access/compile.ts'
import { decide } from '../../../shared/access/decide.ts'
import type { Decider } from './compare.ts'

/** Gatepass as it is. */
export const gatepass: Decider = (catalog, own) => {
  const policy = compile(catalog, own, own.options)
  return (access, permission, now, asked) => decide(policy, access, permission, now, asked)
}
