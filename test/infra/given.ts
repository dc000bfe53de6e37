import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import cdk from '../../cdk.json' with { type: 'json' }
import { readSettings } from '../../infra/settings.ts'
import { GatepassStack } from '../../infra/stack.ts'

// CDK's own check of a template takes seconds; `npm run synth` makes it.
process.env.CDK_VALIDATION = 'false'

/** The app as `cdk synth` builds it, only without bundling the functions or copying files. */
export function buildApp(context: Record<string, string> = {}) {
  const quick = { 'aws:cdk:bundling-stacks': [], 'aws:cdk:disable-asset-staging': true }
  const app = new App({
    outdir: mkdtempSync(join(tmpdir(), 'gatepass-infra-')),
    context: { ...cdk.context, ...quick, ...context },
  })
  return { app, stack: new GatepassStack(app, 'Gatepass', readSettings(app.node)) }
}

/** Synthesises and leaves nothing behind. */
export function synthesise(app: App): void {
  try {
    app.synth()
  } finally {
    rmSync(app.outdir, { recursive: true })
  }
}

export const ownIssuer = {
  issuer: 'https://login.example.com/',
  audience: 'gatepass,gatepass-console',
  clientId: 'gatepass-console',
  authorizationEndpoint: 'https://login.example.com/authorize',
  tokenEndpoint: 'https://login.example.com/token',
}

// biome-ignore lint/suspicious/noExplicitAny: a template is whatever CloudFormation makes of it
export type Properties = Record<string, any>
export interface Resource {
  Type: string
  Properties: Properties
  DependsOn?: string[]
  DeletionPolicy?: string
}

/** A synthesised template, asked by type. */
export class Deployed {
  readonly resources: Record<string, Resource>

  constructor(context: Record<string, string> = {}) {
    const { app, stack } = buildApp(context)
    this.resources = Template.fromStack(stack).toJSON().Resources
    rmSync(app.outdir, { recursive: true })
  }

  all(type: string): [id: string, properties: Properties][] {
    return Object.entries(this.resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, { Properties }]) => [id, Properties])
  }

  /** The one resource of this type whose id begins like this. */
  one(type: string, idPrefix = ''): Properties {
    const found = this.all(type).filter(([id]) => id.startsWith(idPrefix))
    if (found.length !== 1 || !found[0])
      throw new Error(`${found.length} ${type} ${idPrefix}: ${found.map(([id]) => id)}`)
    return found[0][1]
  }

  /** Every statement of every policy attached to roles, with the role's id. */
  statements(): Statement[] {
    return this.all('AWS::IAM::Policy').flatMap(([, { Roles, PolicyDocument }]) =>
      PolicyDocument.Statement.map((statement: Properties) => ({
        role: Roles[0].Ref as string,
        actions: [statement.Action].flat() as string[],
        resources: [statement.Resource].flat() as unknown[],
        condition: (statement.Condition ?? {}) as Properties,
      })),
    )
  }
}

export interface Statement {
  role: string
  actions: string[]
  resources: unknown[]
  condition: Properties
}

/** Which resource of the template a value points to. */
export const target = (value: unknown): string => {
  const { Ref, 'Fn::GetAtt': attribute } = value as { Ref?: string; 'Fn::GetAtt'?: [string, string] }
  return Ref ?? attribute?.[0] ?? JSON.stringify(value)
}
