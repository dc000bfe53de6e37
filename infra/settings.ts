import type { Node } from 'constructs'
import type { Login } from './identity.ts'

/** What a deployment chooses, as CDK context: `cdk.json` has the defaults, `-c name=value` overrides. */
export interface Settings {
  /** Who mails come from: `Gatepass <no-reply@example.com>` or the bare address. */
  mailSender: string
  /** The address in `mailSender`, and its domain, which SES must be allowed to send for. */
  mailAddress: string
  mailDomain: string
  /** An issuer of one's own instead of the Cognito user pool. */
  login?: Login
  /** The console's own name, with its certificate in us-east-1. */
  domain?: { name: string; certificateArn: string }
  /** Codes for signing up come from `mailSender` too, not from Cognito, which sends 50 a day. */
  signInMailBySes: boolean
  /** A table restored from a backup, in place of the one the stack makes. */
  restoredTable?: { tableArn: string; tableStreamArn: string }
  /** Who is mailed when an alarm goes off. */
  alarmEmail?: string
}

export function readSettings(node: Node): Settings {
  const optional = (name: string): string | undefined => {
    const value: unknown = node.tryGetContext(name)
    if (value === undefined || value === '') return undefined
    if (typeof value !== 'string') throw new Error(`The context value ${name} must be text`)
    return value
  }
  const needed = (name: string, why: string): string => {
    const value = optional(name)
    if (!value) throw new Error(`The context value ${name} is missing: ${why}`)
    return value
  }

  const mailSender = needed('mailSender', 'mails need a sender')
  const mailAddress = /<([^<>]+)>$/.exec(mailSender)?.[1] ?? mailSender
  const mailDomain = /^[^@\s]+@([^@\s]+)$/.exec(mailAddress)?.[1]
  if (!mailDomain) throw new Error(`The context value mailSender holds no mail address: ${mailSender}`)

  const issuer = optional('issuer')
  const restoredTableArn = optional('restoredTableArn')
  const domainName = optional('domainName')
  const besideIssuer = (name: string) => needed(name, 'it goes with issuer')
  return {
    mailSender,
    mailAddress,
    mailDomain,
    signInMailBySes: optional('signInMail') === 'ses',
    alarmEmail: optional('alarmEmail'),
    ...(restoredTableArn && {
      restoredTable: {
        tableArn: restoredTableArn,
        tableStreamArn: needed('restoredTableStreamArn', 'it goes with restoredTableArn'),
      },
    }),
    ...(issuer && {
      login: {
        issuer,
        audience: besideIssuer('audience').split(','),
        console: {
          clientId: besideIssuer('clientId'),
          authorizationEndpoint: besideIssuer('authorizationEndpoint'),
          tokenEndpoint: besideIssuer('tokenEndpoint'),
          endSessionEndpoint: optional('endSessionEndpoint'),
          scope: optional('scope') ?? 'openid email profile',
        },
      },
    }),
    ...(domainName && {
      domain: { name: domainName, certificateArn: needed('certificateArn', 'it goes with domainName') },
    }),
  }
}
