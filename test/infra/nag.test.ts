import { App } from 'aws-cdk-lib'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { describe, expect, test } from 'vitest'
import { readSettings } from '../../infra/settings.ts'
import { buildApp } from './given.ts'

describe('cdk-nag', () => {
  test('finds nothing that is not acknowledged with a reason', () => {
    expect(() => buildApp().app.synth()).not.toThrow()
  })

  test('stops the synthesis when something unsafe is added', () => {
    const { app, stack } = buildApp()
    new Bucket(stack, 'Open')
    expect(() => app.synth()).toThrow(/Gatepass\/Open\/Resource[\s\S]*AwsSolutions-S10/)
  })
})

describe('settings', () => {
  const read = (context: Record<string, string>) => readSettings(new App({ context }).node)

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
