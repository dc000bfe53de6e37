import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { api, must } from '../../api/client.ts'
import { queryClient, refreshMe } from '../../api/queries.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { useAccount } from '../../shell/account.tsx'

/** A member goes by themselves, where the catalog lets them. */
export function Leave() {
  const { id: account, account: named, me, terms } = useAccount()
  const [asking, setAsking] = useState(false)
  const [, navigate] = useLocation()
  if (me.kind !== 'team' || me.delegation || !terms.members.mayLeave) return null
  const leave = async () => {
    await must(api.POST('/api/accounts/{account}/leave', { params: { path: { account } } }))
    navigate('/')
    queryClient.removeQueries({ queryKey: ['accounts', account] })
    await refreshMe()
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>Leave account</Button>
      {asking && (
        <Confirm
          title={`Leave ${named.name}`}
          action="Leave account"
          onConfirm={leave}
          onClose={() => setAsking(false)}
        >
          <ul>
            <li>You are out at once, and cannot come back unless somebody invites you anew.</li>
            <li>All API keys you created become invalid, and whatever runs in your name stops.</li>
            <li>Your name, address and roles here are erased. Your sign-in elsewhere is not touched.</li>
          </ul>
        </Confirm>
      )}
    </>
  )
}
