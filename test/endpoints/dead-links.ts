/** Every way in which an invitation's link stops working, and the answer it then owes. */
import { hour } from '../../shared/time.ts'
import type { GivenAccount, World } from '../given.ts'

type Made = { email: string; token: string }

async function invited(world: World, account: GivenAccount, changes: Record<string, unknown> = {}) {
  const { id, email } = await world.invited(account, changes)
  const change = async (verb: 'resend' | 'revoke') =>
    world.must(
      await world.ask('POST', `/accounts/${account.id}/experts/${id}/${verb}`, { as: account.owner.email }),
      200,
    )
  return { email, token: world.tokenMailedTo(email), change }
}

type Row = [how: string, status: number, code: string, make: (world: World, account: GivenAccount) => Promise<Made>]

export const deadLinks: Row[] = [
  [
    'accepted',
    409,
    'invitation_used',
    async (world, account) => {
      const { email, token } = await invited(world, account)
      world.must(await world.accept(email), 200)
      return { email, token }
    },
  ],
  [
    'replaced by a newer one',
    410,
    'invitation_rotated',
    async (world, account) => {
      const { email, token, change } = await invited(world, account)
      await change('resend')
      await world.stack.settle()
      return { email, token }
    },
  ],
  [
    'withdrawn',
    410,
    'invitation_withdrawn',
    async (world, account) => {
      const { email, token, change } = await invited(world, account)
      await change('revoke')
      return { email, token }
    },
  ],
  [
    'declined',
    410,
    'invitation_declined',
    async (world, account) => {
      const { email, token } = await invited(world, account)
      world.must(await world.ask('POST', `/invitations/${token}/decline`, { as: email }), 200)
      return { email, token }
    },
  ],
  [
    'expired with its window',
    410,
    'invitation_expired',
    async (world, account) => {
      const { email, token } = await invited(world, account, { until: world.inHours(1) })
      world.pass(hour)
      return { email, token }
    },
  ],
  [
    'expired with its window, and tidied up',
    410,
    'invitation_expired',
    async (world, account) => {
      const { email, token } = await invited(world, account, { until: world.inHours(1) })
      world.pass(hour)
      await world.stack.fireDue()
      await world.stack.settle()
      return { email, token }
    },
  ],
  ['unknown', 404, 'invitation_unknown', async () => ({ email: 'somebody@example.com', token: 'ZG9lcyBub3QgZXhpc3Q' })],
]
