/** What the page knows of roles, as far as its rules look at it. */
export interface Held {
  id: string
  on: boolean
}

export interface Permission {
  id: string
  name: string
  module: string
  onRequest: boolean
}

export interface Role {
  id: string
  name: string
  description: string
  locked: boolean
  login: boolean
  permissions: readonly string[]
  switches: readonly string[]
  restrictions: readonly Held[]
}

export interface Restriction {
  id: string
  name: string
  hidesModules: readonly string[]
  keeps: readonly string[]
  masks: readonly { permissions: readonly string[]; fields: readonly string[]; as: 'country-code' | 'hidden' }[]
}

export interface Matrix {
  permissions: readonly Permission[]
  roles: readonly Role[]
  restrictions: readonly Restriction[]
  experts: { restrictions: readonly Held[] } | null
  onRequest: readonly { id: string; name: string; kind: 'role' | 'permission'; enabled: boolean }[]
  version: number
}

/** What is restricted as one: a role, or all experts. */
export const expert = 'expert'

export const restrictionsOf = ({ roles, experts }: Matrix, role: string): readonly Held[] =>
  (role === expert ? experts : roles.find(({ id }) => id === role))?.restrictions ?? []
