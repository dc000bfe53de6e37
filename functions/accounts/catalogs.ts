import { registerCatalog } from '../../shared/catalogs/register-catalog.ts'
import { Catalog } from '../../shared/catalogs/schema.ts'
import { findVersion, listCatalogs } from '../../shared/catalogs/store.ts'
import { Refusal, refuseAny } from '../../shared/errors.ts'
import { writeCursor } from '../cursor.ts'
import { actorOf, type Exchange, endpoint, param } from '../endpoint.ts'
import { body } from '../schema.ts'

const readBody = body(Catalog)

function named(request: Pick<Exchange, 'params'>) {
  const [id, version] = [param(request, 'catalog'), param(request, 'version')]
  if (id.length > 64 || !/^[1-9]\d{0,5}$/.test(version))
    throw new Refusal('catalog_not_found', 'There is no such catalog, or not in this version')
  return { id, version: Number(version) }
}

export const registerCatalogEndpoint = endpoint({
  operation: 'registerCatalog',
  body: readBody,
  handle: async (request) => {
    const { id, version } = named(request)
    const wrong = (field: 'id' | 'version') => ({
      code: 'invalid_body' as const,
      detail: 'It differs from the path',
      field,
    })
    refuseAny([
      ...(request.body.id === id ? [] : [wrong('id')]),
      ...(request.body.version === version ? [] : [wrong('version')]),
    ])
    const isNew = await registerCatalog(request.body, actorOf(request), request.now)
    return { status: isNew ? 201 : 200, body: { id, version, name: request.body.name } }
  },
})

export const listCatalogsEndpoint = endpoint({
  operation: 'listCatalogs',
  handle: async (request) => {
    const { items, next } = await listCatalogs(request.page)
    return { status: 200, body: { items, ...writeCursor(next, 'listCatalogs') } }
  },
})

export const readCatalogEndpoint = endpoint({
  operation: 'readCatalog',
  handle: async (request) => {
    const catalog = await findVersion(named(request))
    if (!catalog) throw new Refusal('catalog_not_found', 'There is no such catalog, or not in this version')
    return { status: 200, body: catalog }
  },
})
