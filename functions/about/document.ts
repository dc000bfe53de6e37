/** The OpenAPI 3.1 document, derived from the routes and the schemas that the endpoints really use. Built, not served from here. */
import * as z from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import { AccountView, CreateAccount, UpdateAccount } from '../../shared/accounts/model.ts'
import { MoveAccount } from '../../shared/accounts/move-account.ts'
import { SetUp, SetUpView } from '../../shared/accounts/set-up/model.ts'
import { ActivityView, ListActivity, ListAudit, RecordActivity, RecordedView } from '../../shared/activity/model.ts'
import { AgreementView, CreateAgreement } from '../../shared/agreements/model.ts'
import { AuditView } from '../../shared/audit/model.ts'
import { Catalog } from '../../shared/catalogs/schema.ts'
import { DelegationView, ListDelegations, StartDelegation } from '../../shared/delegations/model.ts'
import { problems } from '../../shared/errors.ts'
import { ExpertView, InviteExperts, ListExperts, RevokeExpert, UpdateExpert } from '../../shared/experts/model.ts'
import { ImportMembers, ImportView, RowResultView } from '../../shared/imports/model.ts'
import { ChangeLifecycle } from '../../shared/lifecycle/model.ts'
import { ListMembers } from '../../shared/members/find/model.ts'
import { AcceptedView, InvitationView, MeView } from '../../shared/members/model.ts'
import { AddMembers, NewPassword, SetLevels, SetLink, UpdateMember } from '../../shared/members/requests.ts'
import { MemberView } from '../../shared/members/view.ts'
import {
  AccountPartnerView,
  CreateExpressAccount,
  CreateOrganization,
  ListPartnerAccounts,
  OrganizationView,
  PartnerAccountView,
  UpdateOrganization,
} from '../../shared/organizations/model.ts'
import { AgentView } from '../../shared/partners/agents/view.ts'
import { PartnerView } from '../../shared/partners/model.ts'
import { InviteAgents, RegisterPartner, UpdateAgent, UpdatePartner } from '../../shared/partners/requests.ts'
import { DelegationReport, Report } from '../../shared/reports/model.ts'
import { WaitingChangeView } from '../../shared/waiting-changes/model.ts'
import { Choices, Preview } from '../accounts/role-choices.ts'
import { type Needs, type Operation, pathOf, type Route, routes } from '../routes.ts'
import { PlaceView } from './place-shape.ts'
import * as shapes from './shapes.ts'

interface Described {
  status: 200 | 201 | 202 | 204
  body?: z.ZodType
  query?: z.ZodObject
  answer?: z.ZodType
  csv?: true
  /** Takes a file instead of JSON. */
  file?: 'text/csv'
  /** Takes `If-Match`, as every PATCH and DELETE does. */
  versioned?: true
  /** Takes `limit` and `cursor`. */
  paged?: true
  /** How many rows a page holds as CSV, where that may be more. */
  mostAsCsv?: number
  /** Takes `Idempotency-Key`. */
  once?: true
  /** A change by an agent of a partner may have to wait: then the change is answered. */
  waits?: true
}

const page = (item: z.ZodType) => z.strictObject({ items: z.array(item), nextCursor: z.string().optional() })
const CsvFile = z.string().meta({
  description:
    'Columns in any order: email, roles (ids, separated by spaces or semicolons), name or first_name and last_name, and levels (agreement/product=level, likewise). Those of an export are known, too.',
})
const SetUpFile = z.string().meta({
  description:
    'Columns setting and value, in any order. Settings: name, time-zone, report-email, and, on or off, switch:<role>:<permission> and restriction:<role>:<restriction>.',
})
const ReportView = Report.omit({ parts: true })

const described: Record<Operation, Described> = {
  readOpenApi: { status: 200, answer: z.looseObject({}) },
  createAccount: { status: 201, body: CreateAccount, answer: AccountView, once: true },
  readAccount: { status: 200, answer: AccountView },
  readPlace: { status: 200, answer: PlaceView },
  updateAccount: { status: 200, body: UpdateAccount, answer: AccountView },
  readMe: { status: 200, answer: MeView },
  readInvitation: { status: 200, answer: InvitationView },
  acceptInvitation: { status: 200, answer: AcceptedView },
  declineInvitation: { status: 200, answer: AcceptedView },
  listMembers: { status: 200, query: ListMembers, answer: page(MemberView), csv: true, paged: true, mostAsCsv: 1000 },
  addMembers: { status: 201, body: AddMembers, answer: z.strictObject({ items: z.array(MemberView) }), once: true },
  readMember: { status: 200, answer: MemberView },
  updateMember: { status: 200, body: UpdateMember, answer: MemberView, waits: true },
  removeMember: { status: 204 },
  activateMember: { status: 200, answer: MemberView, versioned: true },
  deactivateMember: { status: 200, answer: MemberView, versioned: true },
  resendMember: { status: 200, answer: MemberView, versioned: true },
  setPassword: { status: 200, body: NewPassword, answer: MemberView, versioned: true },
  eraseMfa: { status: 200, answer: MemberView, versioned: true, waits: true },
  signOutMember: { status: 200, answer: MemberView, versioned: true },
  leaveAccount: { status: 204, versioned: true },
  importMembers: { status: 202, body: CsvFile, file: 'text/csv', query: ImportMembers, answer: ImportView, once: true },
  readImport: { status: 200, answer: ImportView.extend(page(RowResultView).shape), csv: true, paged: true },
  listWaitingChanges: { status: 200, answer: page(WaitingChangeView), paged: true },
  withdrawWaitingChange: { status: 204 },
  inviteExperts: {
    status: 201,
    body: InviteExperts,
    answer: z.strictObject({ items: z.array(ExpertView) }),
    once: true,
  },
  listExperts: { status: 200, query: ListExperts, answer: page(ExpertView), paged: true },
  readExpert: { status: 200, answer: ExpertView },
  updateExpert: { status: 200, body: UpdateExpert, answer: ExpertView },
  revokeExpert: { status: 200, body: RevokeExpert, answer: ExpertView, versioned: true },
  resendInvitation: { status: 200, answer: ExpertView, versioned: true },
  eraseExpert: { status: 204 },
  listReports: { status: 200, answer: page(ReportView), paged: true },
  readReport: { status: 200, answer: ReportView, csv: true },
  evaluate: { status: 200, body: shapes.EvaluationBody, answer: shapes.EvaluationView },
  evaluations: { status: 200, body: shapes.EvaluationsBody, answer: shapes.EvaluationsView },
  searchSubjects: { status: 200, body: shapes.SearchSubjectsBody, answer: shapes.EntitiesView },
  searchResources: { status: 200, body: shapes.SearchResourcesBody, answer: shapes.EntitiesView },
  searchActions: { status: 200, body: shapes.SearchActionsBody, answer: shapes.ActionsView },
  explain: { status: 200, body: shapes.ExplainBody, answer: shapes.ExplanationView },
  readAccess: { status: 200, answer: shapes.EffectiveAccessView },
  readConfiguration: { status: 200, answer: shapes.ConfigurationView },
  readConfigurationInside: { status: 200, answer: shapes.ConfigurationView },
  registerCatalog: { status: 201, body: Catalog, answer: shapes.CatalogEntryView },
  listCatalogs: { status: 200, answer: page(shapes.CatalogEntryView), paged: true },
  readCatalog: { status: 200, answer: Catalog },
  moveAccount: { status: 200, body: MoveAccount, answer: AccountView, versioned: true },
  setOptions: { status: 200, body: Choices, answer: AccountView, versioned: true },
  changeLifecycle: { status: 200, body: ChangeLifecycle, answer: AccountView, versioned: true, once: true },
  withdrawMove: { status: 200, answer: AccountView },
  setUpAccount: { status: 200, body: SetUpFile, file: 'text/csv', query: SetUp, answer: SetUpView, versioned: true },
  readRoles: { status: 200, answer: shapes.RolesView },
  switchRole: {
    status: 200,
    body: Choices,
    query: Preview,
    answer: z.union([shapes.RolesView, shapes.PreviewView]),
    versioned: true,
  },
  restrictRole: {
    status: 200,
    body: Choices,
    query: Preview,
    answer: z.union([shapes.RolesView, shapes.PreviewView]),
    versioned: true,
  },
  listAgreements: { status: 200, answer: page(AgreementView), paged: true },
  createAgreement: { status: 201, body: CreateAgreement, answer: AgreementView, once: true },
  setLevels: { status: 200, body: SetLevels, answer: MemberView, versioned: true },
  linkMember: { status: 200, body: SetLink, answer: MemberView, versioned: true },
  unlinkMember: { status: 200, answer: MemberView },
  readPartner: { status: 200, answer: PartnerView },
  createOrganization: { status: 201, body: CreateOrganization, answer: OrganizationView, once: true },
  readOrganization: { status: 200, answer: OrganizationView },
  updateOrganization: { status: 200, body: UpdateOrganization, answer: OrganizationView },
  putAccountUnder: { status: 200, answer: AccountView, versioned: true },
  takeAccountOut: { status: 204 },
  engagePartner: { status: 200, answer: AccountPartnerView, versioned: true },
  disengagePartner: { status: 204 },
  listAccountPartners: { status: 200, answer: z.strictObject({ items: z.array(AccountPartnerView) }) },
  listPartnerAccounts: { status: 200, query: ListPartnerAccounts, answer: page(PartnerAccountView), paged: true },
  listPartnerOrganizations: { status: 200, answer: page(OrganizationView), paged: true },
  listOwnDelegations: { status: 200, answer: page(DelegationView), paged: true },
  createExpressAccount: { status: 201, body: CreateExpressAccount, answer: PartnerAccountView, once: true },
  registerPartner: { status: 201, body: RegisterPartner, answer: PartnerView, once: true },
  listPartners: { status: 200, answer: page(PartnerView), paged: true },
  updatePartner: { status: 200, body: UpdatePartner, answer: PartnerView },
  inviteAgents: { status: 201, body: InviteAgents, answer: z.strictObject({ items: z.array(AgentView) }), once: true },
  listAgents: { status: 200, answer: page(AgentView), paged: true },
  updateAgent: { status: 200, body: UpdateAgent, answer: AgentView },
  removeAgent: { status: 204 },
  resendAgent: { status: 200, answer: AgentView, versioned: true },
  activateAgent: { status: 200, answer: AgentView, versioned: true },
  deactivateAgent: { status: 200, answer: AgentView, versioned: true },
  listPartnerAudit: { status: 200, query: ListAudit, answer: page(AuditView), csv: true, paged: true },
  startDelegation: { status: 201, body: StartDelegation, answer: DelegationView, once: true },
  listDelegations: { status: 200, query: ListDelegations, answer: page(DelegationView), paged: true },
  readDelegation: { status: 200, answer: DelegationView },
  endDelegation: { status: 200, answer: DelegationView },
  readDelegationReport: { status: 200, answer: DelegationReport.omit({ parts: true }), csv: true },
  recordActivity: { status: 201, body: RecordActivity, answer: RecordedView },
  listActivity: { status: 200, query: ListActivity, answer: page(ActivityView), csv: true, paged: true },
  listAudit: { status: 200, query: ListAudit, answer: page(AuditView), csv: true, paged: true },
}

const Fault = z.strictObject({
  code: z.enum(Object.keys(problems) as [keyof typeof problems]),
  detail: z.string(),
  field: z.string().optional().meta({ description: 'As the caller wrote it, such as experts[1].email' }),
})
const Problem = Fault.extend({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  faults: z.array(Fault).optional().meta({ description: 'Every fault, where there are several' }),
  instance: z.string(),
}).meta({ id: 'Problem', description: 'Problem details (RFC 9457) with a stable code' })

const paging = (mostAsCsv: number | undefined) => ({
  limit: mostAsCsv
    ? z.int().min(1).max(mostAsCsv).optional().meta({ description: 'Up to 100 as JSON' })
    : z.int().min(1).max(100).optional(),
  cursor: z
    .string()
    .optional()
    .meta({
      description: `The nextCursor of the page before${mostAsCsv ? '; of CSV, its header x-next-cursor' : ''}. A page may hold fewer than asked for, even nothing, and go on`,
    }),
})

function whoMay(needs: Needs): string {
  const ways = [
    'anyone' in needs && 'Anyone; throttled.',
    'signedIn' in needs && 'Any signed-in person.',
    'scope' in needs && `A service with scope \`${needs.scope}\`.`,
    'agent' in needs && `An agent of a partner whose catalog lets them \`${needs.agent}\`.`,
    'staff' in needs &&
      (needs.staff === 'lead' ? 'An agent who leads the staff of the partner.' : 'Any agent of the partner.'),
    'letIn' in needs && 'Whoever is let into the account.',
    'guard' in needs && `A member whose catalog lets them \`${needs.guard}\`.`,
  ]
  return ways.filter(Boolean).join(' Or: ')
}

const header = (description: string, most?: number) =>
  (most === undefined ? z.string() : z.string().max(most)).optional().meta({ description })

function headersOf({ method, needs }: Route, { once, versioned }: Described): z.ZodObject | undefined {
  const isVersioned = !once && (method === 'PATCH' || method === 'DELETE' || versioned)
  const taken = {
    ...(once && { 'Idempotency-Key': header('Created once for each key, within a day', 128) }),
    ...(isVersioned && { 'If-Match': header('The version that was read') }),
    ...(('guard' in needs || 'letIn' in needs) && {
      'gatepass-delegation': header(
        'The delegation under which an agent of a partner asks: what both they and the member acted for may do is open',
      ),
    }),
  }
  return Object.keys(taken).length > 0 ? z.object(taken) : undefined
}

function operation(operationId: Operation): ZodOpenApiOperationObject {
  const route: Route = routes[operationId]
  const shape = described[operationId]
  const { status, body, answer, csv, paged, mostAsCsv, query, waits, file = 'application/json' } = shape
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, z.string()] as const)
  const asked = paged ? (query ?? z.object({})).extend(paging(mostAsCsv)) : query
  const header = headersOf(route, shape)
  return {
    operationId,
    summary: route.summary,
    description: whoMay(route.needs),
    tags: [route.function],
    ...('anyone' in route.needs ? {} : { security: [{ bearer: [] }] }),
    requestParams: {
      ...(names.length > 0 && { path: z.object(Object.fromEntries(names)) }),
      ...(asked && { query: asked }),
      ...(header && { header }),
    },
    ...(body && { requestBody: { required: true, content: { [file]: { schema: body } } } }),
    responses: {
      [status]: {
        description: status === 204 ? 'Done' : 'The answer',
        ...(answer && {
          content: { 'application/json': { schema: answer }, ...(csv && { 'text/csv': { schema: z.string() } }) },
        }),
      },
      ...(waits && {
        202: {
          description: 'Asked by an agent of a partner, and waits for its time',
          content: { 'application/json': { schema: WaitingChangeView } },
        },
      }),
      default: { description: 'A refusal', content: { 'application/problem+json': { schema: Problem } } },
    },
  }
}

export function openApi() {
  const paths: ZodOpenApiPathsObject = {}
  for (const id of Object.keys(routes) as Operation[]) {
    const at = pathOf(routes[id])
    paths[at] = { ...paths[at], [routes[id].method.toLowerCase()]: operation(id) }
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Gatepass',
      version: '1',
      description: 'Who may do what inside a customer’s account, and vendor experts let in on the customer’s terms.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  })
}
