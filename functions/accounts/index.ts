import { serve } from '../http.ts'
import { createAgreementEndpoint, listAgreementsEndpoint } from './agreements.ts'
import { listCatalogsEndpoint, readCatalogEndpoint, registerCatalogEndpoint } from './catalogs.ts'
import { createAccountEndpoint } from './create-account.ts'
import { changeLifecycleEndpoint, withdrawMoveEndpoint } from './lifecycle.ts'
import { moveAccountEndpoint } from './move-account.ts'
import { readAccountEndpoint } from './read-account.ts'
import { readPlaceEndpoint } from './read-place.ts'
import { readRolesEndpoint, restrictRoleEndpoint, switchRoleEndpoint } from './roles.ts'
import { setOptionsEndpoint } from './set-options.ts'
import { setUpAccountEndpoint } from './set-up-account.ts'
import { updateAccountEndpoint } from './update-account.ts'

export const handler = serve(
  registerCatalogEndpoint,
  listCatalogsEndpoint,
  readCatalogEndpoint,
  createAccountEndpoint,
  readAccountEndpoint,
  readPlaceEndpoint,
  updateAccountEndpoint,
  moveAccountEndpoint,
  setOptionsEndpoint,
  changeLifecycleEndpoint,
  withdrawMoveEndpoint,
  setUpAccountEndpoint,
  readRolesEndpoint,
  switchRoleEndpoint,
  restrictRoleEndpoint,
  listAgreementsEndpoint,
  createAgreementEndpoint,
)
