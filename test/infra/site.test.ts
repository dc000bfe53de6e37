import { describe, expect, test } from 'vitest'
import { createSite } from '../../local/site.ts'
import { listening } from '../local/listening.ts'
import { Deployed } from './given.ts'

const deployed = new Deployed()
const { DistributionConfig: distribution } = deployed.one('AWS::CloudFront::Distribution')
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'
const allButHost = 'b689b0a8-53d0-40ab-baf2-68738e2966ac'

const deployments = deployed.all('Custom::CDKBucketDeployment').map(([, properties]) => properties)
const deployment = (kept: boolean) => deployments.find(({ Prune }) => (Prune === false) === kept)
const [pages, assets] = [deployment(false), deployment(true)]

describe('the console', () => {
  const code: string = deployed.one('AWS::CloudFront::Function').FunctionCode
  const handler = new Function(`${code}; return handler`)() as (event: { request: { uri: string } }) => { uri: string }

  test.each([
    ['/', '/index.html'],
    ['/callback', '/index.html'],
    ['/invitations/mF_92k-a.b', '/index.html'],
    ['/accounts/0192/team', '/index.html'],
    ['/partner/accounts', '/index.html'],
    ['/assets/index-D7TMViIk.js', '/assets/index-D7TMViIk.js'],
    ['/config.json', '/config.json'],
    ['/nowhere', '/not-found.html'],
  ])('%s answers %s', (uri, file) => {
    expect(handler({ request: { uri } }).uri).toBe(file)
  })

  test('does not turn the API’s refusals into a page', () => {
    expect(distribution.CustomErrorResponses).toBeUndefined()
  })

  test('is told by config.json where to sign in', () => {
    expect(JSON.stringify(pages?.SourceMarkers)).toContain('DirectoryPeopleConsole')
  })

  test('is asked for anew each time; what is named by its content is kept, also by who opened the page before', () => {
    expect(assets).toMatchObject({
      Prune: false,
      SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
    })
    expect(pages).toMatchObject({ Exclude: ['assets/*'], SystemMetadata: { 'cache-control': 'no-cache' } })
  })

  test('is in a bucket that only the distribution reads', () => {
    expect(deployed.one('AWS::S3::Bucket')).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    })
    expect(deployed.all('AWS::CloudFront::OriginAccessControl')).toHaveLength(1)
  })
})

describe('the distribution', () => {
  test('passes the API everything but the host, and keeps nothing', () => {
    const behaviors = distribution.CacheBehaviors as { PathPattern: string }[]
    expect(behaviors.map(({ PathPattern }) => PathPattern)).toEqual(['/api/*', '/.well-known/*'])
    for (const behavior of behaviors) {
      expect(behavior).toMatchObject({ CachePolicyId: cachingDisabled, OriginRequestPolicyId: allButHost })
    }
  })

  test('writes no access log: the address of an invitation is its token', () => {
    expect(distribution.Logging).toBeUndefined()
    expect(deployed.all('AWS::Logs::DeliverySource')).toEqual([])
    expect(deployed.one('AWS::S3::Bucket').LoggingConfiguration).toBeUndefined()
  })

  test('tells browsers not to pass addresses on, nor to run what is not ours', () => {
    const { SecurityHeadersConfig: headers } = deployed.one(
      'AWS::CloudFront::ResponseHeadersPolicy',
    ).ResponseHeadersPolicyConfig
    expect(headers.ReferrerPolicy.ReferrerPolicy).toBe('no-referrer')
    expect(JSON.stringify(headers.ContentSecurityPolicy)).toContain("default-src 'none'; script-src 'self'")
    expect(headers.StrictTransportSecurity.AccessControlMaxAgeSec).toBe(31_536_000)
  })

  test('holds the console to the same content policy as the one it is tested under', async () => {
    const { ContentSecurityPolicy: policy } = deployed.one('AWS::CloudFront::ResponseHeadersPolicy')
      .ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy
    const parts: unknown[] = policy['Fn::Join'][1]
    const here = await listening((origin) => createSite({ config: { issuer: `${origin}/oidc`, clientId: 'console' } }))
    const tested = (await fetch(here.origin)).headers.get('content-security-policy')
    await here.close()
    // Where signing in is done is each one's own.
    const signIn = /(?<=connect-src 'self') [^;]+/
    expect(tested).toMatch(signIn)
    const same = parts.map((part) => (typeof part === 'string' ? part : '')).join('')
    expect(same.replace(signIn, '')).toBe(tested?.replace(signIn, ''))
  })

  test('can have a name of its own, spoken over TLS 1.2 or newer; everything is then told that name', () => {
    const certificateArn = 'arn:aws:acm:us-east-1:111111111111:certificate/example'
    const named = new Deployed({ domainName: 'gatepass.example.com', certificateArn })
    expect(named.one('AWS::CloudFront::Distribution').DistributionConfig).toMatchObject({
      Aliases: ['gatepass.example.com'],
      ViewerCertificate: { AcmCertificateArn: certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
    })
    const { Variables } = named.one('AWS::Lambda::Function', 'FunctionsSendMail').Environment
    expect(Variables.PUBLIC_URL).toBe('https://gatepass.example.com')
    expect(named.one('AWS::Cognito::UserPoolClient', 'DirectoryPeopleConsole').CallbackURLs).toContain(
      'https://gatepass.example.com/callback',
    )
  })
})
