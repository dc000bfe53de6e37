import { describe, expect, test } from 'vitest'
import { type Route, routes, scopeAlone } from '../../functions/routes.ts'
import { Deployed, ownIssuer, target } from './given.ts'

const deployed = new Deployed()
const rows: Route[] = Object.values(routes)
const keyOf = ({ method, path }: Route) => `${method} ${path.startsWith('/.well-known') ? '' : '/api'}${path}`
const served = Object.fromEntries(deployed.all('AWS::ApiGatewayV2::Route').map(([, route]) => [route.RouteKey, route]))

describe('the HTTP API', () => {
  test('serves every row of routes.ts and nothing else', () => {
    expect(Object.keys(served).sort()).toEqual(rows.map(keyOf).sort())
  })

  test.each(rows.map((row) => [keyOf(row), row] as const))('%s reaches its function', (key, row) => {
    const integrationId = served[key]?.Target['Fn::Join'][1][1].Ref
    const { IntegrationUri } = deployed.one('AWS::ApiGatewayV2::Integration', integrationId)
    expect(target(IntegrationUri)).toMatch(new RegExp(`^Functions${row.function}`, 'i'))
  })

  test.each(rows.map((row) => [keyOf(row), row] as const))('%s asks for what its row needs', (key, { needs }) => {
    expect(served[key]).toMatchObject({ AuthorizationType: 'anyone' in needs ? 'NONE' : 'JWT' })
    const alone = scopeAlone(needs)
    expect(served[key]?.AuthorizationScopes).toEqual(alone && [alone])
  })

  test('throttles what anyone may ask, and everything else more generously', () => {
    const { RouteSettings, DefaultRouteSettings } = deployed.one('AWS::ApiGatewayV2::Stage')
    const limits = rows.flatMap((row) =>
      'anyone' in row.needs
        ? [
            [
              keyOf(row),
              { ThrottlingRateLimit: row.needs.anyone.perSecond, ThrottlingBurstLimit: row.needs.anyone.burst },
            ],
          ]
        : [],
    )
    expect(RouteSettings).toEqual(Object.fromEntries(limits))
    expect(RouteSettings).toHaveProperty(['GET /api/invitations/{token}'])
    expect(DefaultRouteSettings.ThrottlingRateLimit).toBeGreaterThan(0)
  })

  test('opens only after all of its routes exist', () => {
    const stage = Object.values(deployed.resources).find(({ Type }) => Type === 'AWS::ApiGatewayV2::Stage')
    const routeIds = deployed.all('AWS::ApiGatewayV2::Route').map(([id]) => id)
    expect(stage?.DependsOn).toEqual(expect.arrayContaining(routeIds))
  })

  test('logs route keys and never a path, because the path of an invitation is its token', () => {
    const { Format } = deployed.one('AWS::ApiGatewayV2::Stage').AccessLogSettings
    expect(Object.values(JSON.parse(Format))).toContain('$context.routeKey')
    expect(Format).not.toMatch(/context\.(path|resourcePath|protocol|customDomain)|requestOverride|querystring/i)
  })
})

describe('tokens', () => {
  test('are those of the user pool, for its four clients', () => {
    const { Issuer, Audience } = deployed.one('AWS::ApiGatewayV2::Authorizer').JwtConfiguration
    const [pool] = deployed.all('AWS::Cognito::UserPool')
    expect(Issuer).toEqual({ 'Fn::GetAtt': [pool?.[0], 'ProviderURL'] })
    const clients = deployed.all('AWS::Cognito::UserPoolClient').map(([id]) => id)
    expect(Audience.map(target).sort()).toEqual(clients.sort())
  })

  test('carry email and name, which Cognito leaves out of access tokens by itself', () => {
    const { LambdaConfig, UserPoolTier } = deployed.one('AWS::Cognito::UserPool')
    expect(LambdaConfig.PreTokenGenerationConfig.LambdaVersion).toBe('V2_0')
    expect(target(LambdaConfig.PreTokenGenerationConfig.LambdaArn)).toMatch(/^DirectoryAddClaims/)
    expect(UserPoolTier).toBe('ESSENTIALS')
  })

  test('are asked for with codes that SES can send, where Cognito’s 50 mails a day are too few', () => {
    const { EmailConfiguration } = new Deployed({ signInMail: 'ses' }).one('AWS::Cognito::UserPool')
    expect(EmailConfiguration).toMatchObject({ EmailSendingAccount: 'DEVELOPER', From: 'no-reply@gatepass.example' })
  })

  test('for people come by code without a secret; for services by a secret and with one scope each', () => {
    const clients = deployed.all('AWS::Cognito::UserPoolClient').map(([, client]) => client)
    const people = clients.filter(({ GenerateSecret }) => !GenerateSecret)
    expect(people).toHaveLength(1)
    expect(people[0]?.AllowedOAuthFlows).toEqual(['code'])
    const services = clients.filter(({ GenerateSecret }) => GenerateSecret)
    expect(services).toHaveLength(3)
    for (const { AllowedOAuthFlows, AllowedOAuthScopes } of services) {
      expect(AllowedOAuthFlows).toEqual(['client_credentials'])
      expect(AllowedOAuthScopes).toHaveLength(1)
    }
  })

  test('may come from an issuer of one’s own, and then no directory is made', () => {
    const own = new Deployed(ownIssuer)
    expect(own.one('AWS::ApiGatewayV2::Authorizer').JwtConfiguration).toEqual({
      Issuer: 'https://login.example.com/',
      Audience: ['gatepass', 'gatepass-console'],
    })
    expect(own.all('AWS::Cognito::UserPool')).toEqual([])
    expect(JSON.stringify(own.one('AWS::CloudFront::ResponseHeadersPolicy'))).toContain(
      "connect-src 'self' https://login.example.com;",
    )
  })
})
