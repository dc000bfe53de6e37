import * as z from 'zod'
import { Email, Name } from '../accounts/model.ts'
import { AgreementId } from '../agreements/model.ts'

/** All of one member's roles and names can change in one commit. */
const roles = z.array(z.string().max(64)).min(1).max(40)

const names = { name: Name.optional(), firstName: Name.optional(), lastName: Name.optional() }
const named = ({ name, firstName, lastName }: { name?: unknown; firstName?: unknown; lastName?: unknown }): boolean =>
  name !== undefined ? firstName === undefined && lastName === undefined : !!firstName && !!lastName
const asNamed = { error: 'give a name, or a firstName and a lastName', path: ['name'] }

/** Over all agreements; they stand in what every decision about a member reads. */
export const mostLevels = 1500

const level = z.string().max(64)
const product = z.string().max(64)
const some = (record: object): boolean => Object.keys(record).length > 0

/** By agreement, then product. */
const levels = z
  .record(AgreementId, z.record(product, level).refine(some, 'name at least one product'))
  .refine(some, 'name at least one agreement')
  .refine((all) => Object.values(all).flatMap(Object.keys).length <= mostLevels, `at most ${mostLevels} levels`)

/** By product; null takes a level away. */
export const SetLevels = z.record(product, level.nullable()).refine(some, 'name at least one product')

/** What a tie has, such as a configured SIP account. */
export const SetLink = z.strictObject({
  properties: z
    .record(z.string().min(1).max(100), z.union([z.boolean(), z.number(), z.string().max(100)]))
    .refine((properties) => Object.keys(properties).length <= 5, 'at most 5 properties')
    .optional(),
})

export const NewMember = z
  .strictObject({ ...names, email: Email, roles, levels: levels.optional() })
  .refine(named, asNamed)
export type NewMember = z.infer<typeof NewMember>

/** A member with a login of this account's own. Nothing of the password is kept here. */
export const NewLogin = z.strictObject({
  firstName: Name,
  lastName: Name,
  login: z.string().min(1).max(128),
  roles,
  levels: levels.optional(),
  password: z.string().max(256),
  repeatedPassword: z.string().max(256),
  active: z.boolean().default(true),
})
export type NewLogin = z.infer<typeof NewLogin>

export const NewPassword = z.strictObject({ password: z.string().max(256), repeatedPassword: z.string().max(256) })
export type NewPassword = z.infer<typeof NewPassword>

/** A person the platform already knows by the issuer's `sub`; active at once. */
export const KnownMember = z
  .strictObject({ ...names, subject: z.string().min(1).max(256), email: Email, roles, levels: levels.optional() })
  .refine(named, asNamed)
export type KnownMember = z.infer<typeof KnownMember>

/**
 * With up to three roles each, this many fit one commit of 100 writes: for each a member, its link, lock and audit entry,
 * and up to eight entries it is found by; and one for the call itself. With more roles fewer do: `too_much_at_once`.
 */
export const mostMembersAtOnce = 8

export const AddMembers = z
  .strictObject({
    members: z.array(NewMember).min(1).max(mostMembersAtOnce).optional(),
    create: NewLogin.optional(),
    provision: KnownMember.optional(),
  })
  .refine(
    ({ members, create, provision }) => [members, create, provision].filter(Boolean).length === 1,
    'give exactly one of members (to invite), create (with a login) and provision (operators)',
  )
export type AddMembers = z.infer<typeof AddMembers>

export const UpdateMember = z
  .strictObject({ ...names, email: Email, roles })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'name at least one field')
  .refine(({ name, firstName, lastName }) => name === undefined || (firstName ?? lastName) === undefined, {
    error: 'either name, or firstName and lastName',
    path: ['name'],
  })
export type UpdateMember = z.infer<typeof UpdateMember>
