/** Terms for partners, and an agent who asks for something on them. */
import { compileAccount, compileCatalog, unchanged } from '../../shared/access/compile.ts'
import type { AccessRecord } from '../../shared/access/model.ts'
import { presets } from '../../shared/catalogs/load.ts'
import type { Catalog, PartnerTerms } from '../../shared/catalogs/schema.ts'
import type { Authority } from '../../shared/members/authority.ts'

export const now = '2026-11-21T10:00:00.000Z'
export const preset = (id: string): Catalog => {
  const found = presets.find((one) => one.id === id)
  if (!found) throw new Error(`no preset ${id}`)
  return found
}
export const partners = preset('talkdesk-partner').partners as PartnerTerms

/** Another product that lets partners in on these terms. */
export const letting = (id: string, gives: string[], more: Partial<PartnerTerms> = {}): Catalog => ({
  ...preset(id),
  partners: { ...partners, roles: [], members: { gives, fields: {}, rows: {} }, ...more },
})
export const agent: AccessRecord = {
  member: 'agent',
  kind: 'partner',
  status: 'active',
  roles: ['reseller'],
  partner: 'p',
}
export const authority = (catalog: Catalog, by: AccessRecord, agreements: string[] = []): Authority => ({
  ...{ catalog, by },
  policy: compileAccount(compileCatalog(catalog), catalog, { ...unchanged, agreements }, []),
})
