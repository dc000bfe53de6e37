import { partnersPage } from '../../shared/partners/store.ts'
import { writeCursor } from '../cursor.ts'
import { endpoint } from '../endpoint.ts'

export const listPartnersEndpoint = endpoint({
  operation: 'listPartners',
  handle: async ({ page }) => {
    const { items, next } = await partnersPage(page)
    return { status: 200, body: { items, ...writeCursor(next, 'listPartners') } }
  },
})
