import { Refusal } from '../../shared/errors.ts'
import { loadReport, loadReportCsv } from '../../shared/reports/store.ts'
import { csvAnswer, wantsCsv } from '../csv.ts'
import { endpoint, inside, param } from '../endpoint.ts'

export const readReportEndpoint = endpoint({
  operation: 'readReport',
  handle: async (request) => {
    const { account } = inside(request)
    const found = await loadReport(account.id, param(request, 'member'), param(request, 'report'))
    if (!found) throw new Refusal('report_unknown', 'There is no such report about this expert')
    const { parts, ...report } = found
    if (!wantsCsv(request)) return { status: 200, body: report }
    return csvAnswer(await loadReportCsv({ id: report.id, parts }), `gatepass-report-${report.id}.csv`)
  },
})
