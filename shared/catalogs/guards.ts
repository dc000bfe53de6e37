/** Gatepass's own actions that a person may take only with a permission. The catalog says which permission guards each. */
export const guardedActions = [
  'account.read',
  'account.update',
  'expert.invite',
  'expert.list',
  'expert.update-window',
  'expert.revoke',
  'expert.resend',
  'expert.erase',
  'report.read',
  'activity.read',
  'audit.read',
  'access.explain',
  'access.read',
  'role.read',
  'switch.update',
  'restriction.update',
] as const

export type GuardedAction = (typeof guardedActions)[number]
