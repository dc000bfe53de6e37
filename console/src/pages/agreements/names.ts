/** What a member is called where no name is known, such as who has a login alone. */
export const nameOf = ({
  name,
  login,
  email,
}: {
  name: string | null
  login: string | null
  email: string | null
}): string => name ?? login ?? email ?? 'Somebody'
