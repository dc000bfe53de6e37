import * as z from 'zod'
import type { CatalogRef } from '../catalogs/store.ts'
import type { Instant } from '../clock.ts'
import type { Invitation } from '../members/model.ts'

/** A company that sells or sets up accounts of customers. */
export interface Partner {
  id: string
  name: string
  /** One of the partner roles of its catalog: what its agents hold on the accounts that are theirs. */
  role: string
  /** Whose terms bind its staff, and what stands before what they do beside accounts. */
  catalog: CatalogRef
  /** Its own mail domains: agents have an address at one of them. */
  domains: readonly string[]
  /** Inactive, none of its agents is let in anywhere. */
  status: 'active' | 'inactive'
  createdAt: Instant
  version: number
}

export const PartnerView = z.strictObject({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  catalog: z.strictObject({ id: z.string(), version: z.int() }),
  domains: z.array(z.string()),
  status: z.enum(['active', 'inactive']),
  createdAt: z.iso.datetime(),
  version: z.int(),
})

export const agentStatuses = ['invited', 'active', 'inactive', 'revoked'] as const
export type AgentStatus = (typeof agentStatuses)[number]

/** One of a partner's staff: a named person with an address of their own. */
export interface Agent {
  id: string
  partner: string
  status: AgentStatus
  /** Null once erased. */
  name: string | null
  email: string | null
  /** Invites and removes other agents. */
  lead: boolean
  /** The issuer's `sub`, from acceptance on. */
  subject?: string
  createdAt: Instant
  /** The agent who invited; absent where the platform did. */
  invitedBy?: string
  acceptedAt?: Instant
  erasedAt?: Instant
  invitation?: Invitation
  version: number
}

/** What decisions need of an agent, kept under the person's `sub`. Written with the agent; only being seen moves it alone. */
export interface AgentRecord {
  kind: 'agent'
  agent: string
  partner: string
  lead: boolean
  status: AgentStatus
  since: Instant
  /** From then on whoever was not seen meanwhile is let in no more; null where the catalog sets no such limit. */
  activeUntil: Instant | null
  inactiveAfterDays: number | null
}

/** The parent of accounts. Its reseller's agents are let into the accounts under it. */
export interface Organization {
  id: string
  name: string
  /** The partner that owns it. */
  reseller: string
  /** Whether Express accounts can be created in it. */
  hostsExpress: boolean
  /** What new Express accounts start with, and how many trials may become paid; that number is the platform's to set. */
  express: { region?: string; timeZone?: string; licenseLimit?: number }
  createdAt: Instant
  version: number
}
