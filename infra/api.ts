import { RemovalPolicy } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  type CfnStage,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { type ApiFunction, type Needs, pathOf, type Route, routes, scopeAlone } from '../functions/routes.ts'
import type { Login } from './identity.ts'

/** Of one route, all callers together; a row of routes.ts that needs nobody signed in sets its own. */
const throttle = { rateLimit: 1000, burstLimit: 2000 }

/** Route keys, never paths: the path of an invitation is its token. */
const accessLog = {
  requestId: '$context.requestId',
  at: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  integrationStatus: '$context.integrationStatus',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
  subject: '$context.authorizer.claims.sub',
}

/** The HTTP API. It starts empty, because the functions behind it are told an address that leads to it. */
export class Api extends Construct {
  readonly http: HttpApi

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.http = new HttpApi(this, 'Http', { description: 'Gatepass', createDefaultStage: false })
  }

  /** Adds one route for each row of routes.ts. */
  serve(functions: Readonly<Record<ApiFunction, IFunction>>, { issuer, audience }: Login): void {
    const authorizer = new HttpJwtAuthorizer('Token', issuer, { jwtAudience: audience })
    const integrations = Object.fromEntries(
      Object.entries(functions).map(([name, fn]) => [
        name,
        new HttpLambdaIntegration(name, fn, { scopePermissionToRoute: false }),
      ]),
    ) as Record<ApiFunction, HttpLambdaIntegration>

    const added = Object.entries(routes as Record<string, Route>).map(([operation, route]) => {
      const open = 'anyone' in route.needs
      return new HttpRoute(this.http, operation, {
        httpApi: this.http,
        routeKey: HttpRouteKey.with(pathOf(route), HttpMethod[route.method]),
        integration: integrations[route.function],
        authorizer: open ? new HttpNoneAuthorizer() : authorizer,
        // With a guard beside it, a scope is one of two ways in: the function decides which one was taken.
        authorizationScopes: scoped(route.needs),
      })
    })
    this.#open(added)
  }

  #open(added: HttpRoute[]): void {
    const logs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.http,
      stageName: '$default',
      autoDeploy: true,
      throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        format: AccessLogFormat.custom(JSON.stringify(accessLog)),
      },
    })
    const limits = Object.values(routes as Record<string, Route>).flatMap((route) => {
      if (!('anyone' in route.needs)) return []
      const { perSecond, burst } = route.needs.anyone
      return [[`${route.method} ${pathOf(route)}`, { ThrottlingRateLimit: perSecond, ThrottlingBurstLimit: burst }]]
    })
    const resource = stage.node.defaultChild as CfnStage
    resource.routeSettings = Object.fromEntries(limits)
    // A limit for a route that is not there yet fails the deployment.
    for (const route of added) resource.node.addDependency(route)
  }
}

const scoped = (needs: Needs): string[] | undefined => {
  const scope = scopeAlone(needs)
  return scope === undefined ? undefined : [scope]
}
