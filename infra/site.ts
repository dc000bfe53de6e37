import { Aws, CfnOutput, IgnoreMode, Stack } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginRequestPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3'
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment'
import { Construct } from 'constructs'
import addresses from '../console/addresses.json' with { type: 'json' }
import type { Login } from './identity.ts'
import { securityHeaders } from './security-headers.ts'
import type { Settings } from './settings.ts'

/**
 * The console is one page with many addresses; others that are not files get the page that says so. Done here and not by
 * CloudFront's error pages, because those would replace the API's 403 and 404, too.
 */
const onePage = `function handler(event) {
  var request = event.request
  var uri = request.uri
  var isPage = ${JSON.stringify(addresses.exact)}.indexOf(uri) >= 0 ||
    ${JSON.stringify(addresses.below)}.some(function (start) { return uri.startsWith(start) })
  if (isPage) request.uri = '/index.html'
  else if (!uri.split('/').pop().includes('.')) request.uri = '/not-found.html'
  return request
}`

interface Parts {
  api: HttpApi
  /** Where the console exchanges codes for tokens. */
  signInOrigin: string
  domain?: Settings['domain']
}

/**
 * One origin for the console and the API. No access log anywhere: an invitation's token is in its address, and a log
 * of addresses would be a list of keys.
 */
export class Site extends Construct {
  readonly url: string
  readonly #bucket: Bucket
  readonly #distribution: Distribution

  constructor(scope: Construct, id: string, { api, signInOrigin, domain }: Parts) {
    super(scope, id)
    this.#bucket = new Bucket(this, 'Console', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
    })
    const headers = securityHeaders(this, signInOrigin)
    const toApi = {
      origin: new HttpOrigin(`${api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: headers,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    }
    this.#distribution = new Distribution(this, 'Distribution', {
      comment: `Gatepass ${Stack.of(this).stackName}`,
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(domain && {
        domainNames: [domain.name],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(this.#bucket),
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: headers,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        functionAssociations: [
          {
            eventType: FunctionEventType.VIEWER_REQUEST,
            function: new EdgeFunction(this, 'OnePage', {
              code: FunctionCode.fromInline(onePage),
              runtime: FunctionRuntime.JS_2_0,
            }),
          },
        ],
      },
      additionalBehaviors: { '/api/*': toApi, '/.well-known/*': toApi },
    })
    this.url = `https://${domain?.name ?? this.#distribution.distributionDomainName}`
    new CfnOutput(this, 'PublicUrl', { description: 'The console, and the API below /api', value: this.url })
    new CfnOutput(this, 'DistributionDomain', {
      description: 'What a domain name of your own must be an alias of',
      value: this.#distribution.distributionDomainName,
    })
  }

  /** The console's files, and where it signs people in. */
  publishConsole({ issuer, console }: Login): void {
    const built = 'console/dist'
    const common = { destinationBucket: this.#bucket, distribution: this.#distribution }
    // Named by their content: kept by browsers for good, and here for those whose page is older than this deployment.
    const assets = new BucketDeployment(this, 'Assets', {
      ...common,
      sources: [Source.asset(built, { exclude: ['/*', '!/assets'], ignoreMode: IgnoreMode.GIT })],
      prune: false,
      cacheControl: [CacheControl.fromString('public, max-age=31536000, immutable')],
    })
    const pages = new BucketDeployment(this, 'Files', {
      ...common,
      sources: [
        Source.asset(built, { exclude: ['assets', '.vite'] }),
        Source.jsonData('config.json', { issuer, ...console }),
      ],
      exclude: ['assets/*'],
      distributionPaths: ['/*'],
      // Browsers ask again each time; the edge keeps files until the next deployment drops them.
      cacheControl: [CacheControl.fromString('no-cache')],
    })
    // A page is there only once what it names is.
    pages.node.addDependency(assets)
  }
}
