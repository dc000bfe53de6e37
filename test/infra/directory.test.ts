import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rights } from '../../infra/rights.ts'
import { Deployed, ownIssuer } from './given.ts'

const deployed = new Deployed()
const pool = deployed.one('AWS::Cognito::UserPool')
const poolId = deployed.all('AWS::Cognito::UserPool')[0]?.[0]

describe('the user pool', () => {
  test('takes user names and verified addresses, in capitals or not', () => {
    expect(pool).toMatchObject({ AliasAttributes: ['email'], UsernameConfiguration: { CaseSensitive: false } })
    expect(pool.UsernameAttributes).toBeUndefined()
  })

  test('lets those who were invited by mail sign themselves up, and asks for the address they then prove', () => {
    expect(pool.AdminCreateUserConfig.AllowAdminCreateUserOnly).toBe(false)
    expect(pool.AutoVerifiedAttributes).toEqual(['email'])
    expect(pool.UserAttributeUpdateSettings).toEqual({ AttributesRequireVerificationBeforeUpdate: ['email'] })
    expect(pool.Schema).toEqual([
      { Name: 'email', Mutable: true, Required: true },
      { Name: 'name', Mutable: true, Required: true },
    ])
  })

  test('jaicp.r25: takes passwords of at least 10 characters with a digit, a lower-case and an upper-case letter', () => {
    expect(pool.Policies.PasswordPolicy).toEqual({
      MinimumLength: 10,
      RequireNumbers: true,
      RequireLowercase: true,
      RequireUppercase: true,
      RequireSymbols: false,
      TemporaryPasswordValidityDays: 7,
    })
  })

  test('mails a temporary password in words of its own only where the sender is its own', () => {
    expect(pool.AdminCreateUserConfig.InviteMessageTemplate).toBeUndefined()
    const { AdminCreateUserConfig } = new Deployed({ signInMail: 'ses' }).one('AWS::Cognito::UserPool')
    const { EmailMessage } = AdminCreateUserConfig.InviteMessageTemplate
    for (const place of ['{username}', '{####}']) expect(EmailMessage).toContain(place)
  })
})

describe('managing logins', () => {
  const managing = Object.entries(rights).flatMap(([name, { managesLogins }]) => (managesLogins ? [name] : []))
  const about = (stack: Deployed) =>
    stack.statements().filter(({ actions }) => actions.some((action) => action.startsWith('cognito')))
  const told = (stack: Deployed) =>
    stack
      .all('AWS::Lambda::Function')
      .filter(([, fn]) => fn.Environment?.Variables.USER_POOL_ID)
      .map(([, fn]) => ({ name: fn.Description.replace('Gatepass ', ''), pool: fn.Environment.Variables.USER_POOL_ID }))

  test('is the right of the functions that rights.ts names, on this pool alone, which they are told', () => {
    expect(managing).toEqual(['members', 'keep-login'])
    // Some have to know whether there is one, and may not touch it.
    const knowing = ['make-waiting-change', 'sweep']
    expect(told(deployed)).toEqual([...managing, ...knowing].map((name) => ({ name, pool: { Ref: poolId } })))
    const found = about(deployed)
    expect(found).toHaveLength(managing.length)
    for (const { resources, role } of found) {
      expect(resources).toEqual([{ 'Fn::GetAtt': [poolId, 'Arn'] }])
      expect(managing.some((name) => role.toLowerCase().startsWith(`functions${name.replaceAll('-', '')}role`))).toBe(
        true,
      )
    }
  })

  test('is what shared/identity.ts asks of Cognito, and no more', () => {
    const source = readFileSync(resolve(import.meta.dirname, '../../shared/identity.ts'), 'utf8')
    const asked = [...source.matchAll(/new (\w+)Command\(/g)].map(([, name]) => `cognito-idp:${name}`)
    for (const { actions } of about(deployed)) expect(actions.toSorted()).toEqual([...new Set(asked)].sort())
  })

  test('is nobody’s where the issuer is one’s own', () => {
    const own = new Deployed(ownIssuer)
    expect(about(own)).toEqual([])
    expect(told(own)).toEqual([])
  })
})
