import { readDelegationReport } from '../../shared/delegations/read-report.ts'
import { isSeenBy } from '../../shared/delegations/rules.ts'
import { delegationUnknown, loadDelegation } from '../../shared/delegations/store.ts'
import { loadReportCsv } from '../../shared/reports/store.ts'
import { csvAnswer, wantsCsv } from '../csv.ts'
import { endpoint, inside, param } from '../endpoint.ts'

export const readDelegationReportEndpoint = endpoint({
  operation: 'readDelegationReport',
  handle: async (request) => {
    const { account, access } = inside(request)
    const delegation = await loadDelegation(account.id, param(request, 'delegation'))
    if (!isSeenBy(delegation, access)) throw delegationUnknown()
    const { parts, ...report } = await readDelegationReport(delegation)
    if (!wantsCsv(request)) return { status: 200, body: report }
    return csvAnswer(await loadReportCsv({ id: report.id, parts }), `gatepass-report-${report.id}.csv`)
  },
})
