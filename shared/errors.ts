/** Every refusal Gatepass can answer: the code is the contract, the status follows from it. One list; nothing else maps codes. */
export const problems = {
  invalid_json: 400,
  invalid_body: 400,
  invalid_query: 400,
  invalid_header: 400,
  unauthenticated: 401,
  scope_missing: 403,
  person_required: 403,
  not_permitted: 403,
  email_unverified: 403,
  email_mismatch: 403,
  not_found: 404,
  account_unknown: 404,
  expert_unknown: 404,
  report_unknown: 404,
  invitation_unknown: 404,
  member_unknown: 404,
  login_unknown: 404,
  role_unknown: 404,
  agreement_unknown: 404,
  link_unknown: 404,
  import_unknown: 404,
  catalog_not_found: 404,
  partner_unknown: 404,
  agent_unknown: 404,
  organization_unknown: 404,
  delegation_unknown: 404,
  change_unknown: 404,
  version_conflict: 409,
  already_invited: 409,
  already_member: 409,
  already_accepted: 409,
  no_directory: 409,
  login_taken: 409,
  login_has_email: 409,
  experts_closed: 409,
  catalog_version_exists: 409,
  role_locked: 409,
  levels_closed: 409,
  levels_too_many: 409,
  agreement_exists: 409,
  agreements_too_many: 409,
  links_too_many: 409,
  last_owner: 409,
  not_a_team_member: 409,
  not_yourself: 409,
  already_active: 409,
  already_inactive: 409,
  not_accepted: 409,
  import_running: 409,
  change_waiting: 409,
  changed_meanwhile: 409,
  invitation_waits: 409,
  inviter_gone: 409,
  logins_closed: 409,
  login_shared: 409,
  already_ended: 409,
  partners_closed: 409,
  partner_inactive: 409,
  already_agent: 409,
  last_lead: 409,
  not_a_reseller: 409,
  partners_too_many: 409,
  express_closed: 409,
  delegations_closed: 409,
  move_not_possible: 409,
  account_terminated: 409,
  nothing_planned: 409,
  member_not_active: 409,
  expert_not_active: 409,
  expert_not_ended: 409,
  details_erased: 409,
  invitation_used: 409,
  invitation_rotated: 410,
  invitation_expired: 410,
  invitation_declined: 410,
  invitation_withdrawn: 410,
  body_too_large: 413,
  too_much_at_once: 422,
  role_not_in_catalog: 422,
  role_not_enabled: 422,
  roles_too_many: 422,
  agreement_not_in_account: 422,
  product_unknown: 422,
  level_unknown: 422,
  level_missing: 422,
  field_not_editable: 422,
  password_mismatch: 422,
  password_too_weak: 422,
  consent_missing: 422,
  email_personal: 422,
  email_shared: 422,
  name_shared: 422,
  domain_personal: 422,
  partner_role_unknown: 422,
  delegation_too_long: 422,
  write_not_allowed: 422,
  set_up_invalid: 422,
  move_in_past: 422,
  move_too_far: 422,
  consent_outdated: 422,
  domain_not_allowed: 422,
  duplicate_email: 422,
  email_missing: 422,
  csv_invalid: 422,
  name_too_short: 422,
  login_not_plain: 422,
  window_in_past: 422,
  window_too_long: 422,
  no_limit_closed: 422,
  region_unknown: 422,
  time_zone_unknown: 422,
  catalog_unknown: 422,
  restriction_lost: 422,
  role_lost: 422,
  switch_unknown: 422,
  restriction_unknown: 422,
  option_unknown: 422,
  subject_unknown: 422,
  instant_in_future: 422,
  outside_delegation: 422,
  idempotency_key_reused: 422,
  confirmation_missing: 428,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
} as const satisfies Record<string, number>

export type Code = keyof typeof problems

/** One thing wrong with a request: which field, and why. `field` is a path as the caller wrote it, such as `experts[1].email`. */
export interface Fault {
  code: Code
  detail: string
  field?: string
}

/** An expected "no". Thrown by rules and use cases, turned into a problem document (RFC 9457) at the edge; never logged as an error. */
export class Refusal extends Error {
  readonly faults: readonly [Fault, ...Fault[]]

  constructor(code: Code, detail: string, field?: string) {
    super(`${code}: ${detail}`)
    this.name = 'Refusal'
    this.faults = [{ code, detail, ...(field !== undefined && { field }) }]
  }

  /** Every fault at once, so that a form can show each at its field. The first one decides the status. */
  static of(faults: readonly [Fault, ...Fault[]]): Refusal {
    const [first] = faults
    const refusal = new Refusal(first.code, first.detail, first.field)
    return Object.assign(refusal, { faults })
  }

  get code(): Code {
    return this.faults[0].code
  }
}

/** Throws the collected faults, if there are any. */
export function refuseAny(faults: readonly Fault[]): void {
  const [first, ...rest] = faults
  if (first) throw Refusal.of([first, ...rest])
}
