import { Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { Alarms } from './alarms.ts'
import { Api } from './api.ts'
import { Dashboard } from './dashboard.ts'
import { Directory } from './directory.ts'
import { Events } from './events.ts'
import { Functions } from './functions.ts'
import { OwnIssuer } from './identity.ts'
import { Mail } from './mail.ts'
import { Metrics } from './metrics.ts'
import { acknowledgeFindings } from './nag.ts'
import { Schedules } from './schedules.ts'
import type { Settings } from './settings.ts'
import { Site } from './site.ts'
import { GatepassTable } from './table.ts'
import { TokenKey } from './token-key.ts'

/**
 * Everything that is deployed, in the order of what needs what. The functions are told the public address, which is
 * the site's; the site fronts the API; so the API starts without routes and gets them once the functions exist.
 */
export class GatepassStack extends Stack {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, { description: 'Gatepass: who may do what inside a customer account' })

    const table = new GatepassTable(this, 'Data', settings).table
    const tokenKey = new TokenKey(this, 'Tokens').key
    const mail = new Mail(this, 'Mail', settings)
    const identity = settings.login ? new OwnIssuer(settings.login) : new Directory(this, 'Directory', settings)

    const api = new Api(this, 'Api')
    const site = new Site(this, 'Site', { api: api.http, signInOrigin: identity.signInOrigin, domain: settings.domain })
    const login = identity.login(site.url)
    site.publishConsole(login)

    const { logins } = identity
    const functions = new Functions(this, 'Functions', { table, tokenKey, mail, publicUrl: site.url, logins })
    api.serve(functions.api, login)
    const schedules = new Schedules(this, 'Schedules', functions)
    new Events(this, 'Events', { functions, table, mail })

    const metrics = new Metrics(this, 'Metrics', { table, api: api.http, functions, schedules, mail })
    new Alarms(this, 'Alarms', { metrics, functions, email: settings.alarmEmail })
    new Dashboard(this, 'Dashboard', metrics)
    acknowledgeFindings(this, settings)
  }
}
