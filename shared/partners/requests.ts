import * as z from 'zod'
import { Email, Name } from '../accounts/model.ts'

/** A mail domain as addresses name it after the @; kept in lower case. */
const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a mail domain, such as example.com')
const domains = z.array(Domain).min(1).max(50)

export const RegisterPartner = z.strictObject({
  name: Name,
  role: z.string().max(64),
  catalog: z.strictObject({ id: z.string().max(64), version: z.int().positive().optional() }),
  domains,
  agent: z.strictObject({ name: Name, email: Email }),
})
export type RegisterPartner = z.infer<typeof RegisterPartner>

export const UpdatePartner = z
  .strictObject({ name: Name, domains, status: z.enum(['active', 'inactive']) })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'name at least one of name, domains, status')
export type UpdatePartner = z.infer<typeof UpdatePartner>

/** This many fit one commit of 100 writes: for each an agent, a lock, a link and an audit entry; and one for the call. */
const mostAgentsAtOnce = 24

export const InviteAgents = z.strictObject({
  agents: z
    .array(z.strictObject({ name: Name, email: Email, lead: z.boolean().default(false) }))
    .min(1)
    .max(mostAgentsAtOnce),
})
export type InviteAgents = z.infer<typeof InviteAgents>

export const UpdateAgent = z
  .strictObject({ name: Name, email: Email, lead: z.boolean() })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'name at least one of name, email, lead')
export type UpdateAgent = z.infer<typeof UpdateAgent>
