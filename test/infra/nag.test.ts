import { Validations } from 'aws-cdk-lib'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { AwsSolutionsChecks } from 'cdk-nag'
import { RootConstruct } from 'constructs'
import { describe, expect, test } from 'vitest'
import { readSettings } from '../../infra/settings.ts'
import { buildApp, ownIssuer, synthesise } from './given.ts'

describe('cdk-nag', () => {
  const checked = (context?: Record<string, string>) => {
    const { app, stack } = buildApp(context)
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
    return { app, stack }
  }

  test('finds nothing that is not acknowledged with a reason', () => {
    expect(() => synthesise(checked().app)).not.toThrow()
  })

  test('finds nothing either with an issuer and a domain name of one’s own', () => {
    const certificateArn = 'arn:aws:acm:us-east-1:111111111111:certificate/example'
    const context = { ...ownIssuer, domainName: 'gatepass.example.com', certificateArn }
    expect(() => synthesise(checked(context).app)).not.toThrow()
  })

  test('stops the synthesis when something unsafe is added', () => {
    const { app, stack } = checked()
    new Bucket(stack, 'Open')
    expect(() => synthesise(app)).toThrow(/Gatepass\/Open\/Resource[\s\S]*AwsSolutions-S10/)
  })
})

describe('settings', () => {
  const read = (context: Record<string, string>) => {
    const { node } = new RootConstruct()
    for (const [name, value] of Object.entries(context)) node.setContext(name, value)
    return readSettings(node)
  }

  test('take the sender with or without a name', () => {
    expect(read({ mailSender: 'Gatepass <hello@mail.example.com>' })).toMatchObject({
      mailAddress: 'hello@mail.example.com',
      mailDomain: 'mail.example.com',
    })
    expect(read({ mailSender: 'hello@example.com' })).toMatchObject({ mailAddress: 'hello@example.com' })
  })

  test.each([
    [{}, /mailSender is missing/],
    [{ mailSender: 'nobody' }, /no mail address/],
    [{ mailSender: 'a@b.example', issuer: 'https://login.example.com' }, /audience is missing/],
    [{ mailSender: 'a@b.example', domainName: 'gatepass.example.com' }, /certificateArn is missing/],
  ])('refuse %j and name what is missing', (context, reason) => {
    expect(() => read(context as Record<string, string>)).toThrow(reason)
  })
})
