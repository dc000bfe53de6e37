/** What one member is linked to, such as subscribers of a PBX: linked and unlinked, and what the link has. */
import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useRef, useState } from 'react'
import { api, ifMatch, must } from '../../api/client.ts'
import { refresh } from '../../api/queries.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { Refused } from '../../parts/refused.tsx'
import { useAccount } from '../../shell/account.tsx'
import { LinkForm } from './link-form.tsx'
import { LinkList } from './link-list.tsx'
import { type Link, type NewLink, typeName } from './links.ts'
import { nameOf } from './names.ts'
import type { Member } from './use-levels.ts'

interface Props {
  member: Member
  onChanged: (member: Member) => void
  onClose: () => void
}

export function LinksDialog({ member: opened, onChanged, onClose }: Props) {
  const { id: account, can, terms } = useAccount()
  const [member, setMember] = useState(opened)
  const [unlinking, setUnlinking] = useState<Link>()
  const [error, setError] = useState<unknown>()
  const { done } = useNotices()
  // A link may reach into any agreement: so it takes the say in each.
  const everywhere = Object.values(terms.levels?.givable ?? {}).every((products) => Object.keys(products).length > 0)
  const mayLink = can('link.set') && everywhere
  const newest = useRef(opened)
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  const pathOf = ({ type, id }: Pick<Link, 'type' | 'id'>) => ({ account, member: opened.id, type, id })
  const take = (changed: Member) => {
    newest.current = changed
    setMember(changed)
    onChanged(changed)
    refresh(account)
  }
  const reread = () =>
    must(
      api.GET('/api/accounts/{account}/members/{member}', { params: { path: { account, member: opened.id } } }),
    ).then(take, () => setMember(newest.current))
  /** One after the other, each over what the one before it made; what was refused is shown as it is now. */
  const send = (call: (header: ReturnType<typeof ifMatch>) => Promise<Member>): Promise<void> => {
    const sent = queue.current.then(() => call(ifMatch(newest.current.version))).then(take)
    queue.current = sent.catch(reread)
    return sent
  }
  const link = ({ properties, ...instance }: NewLink) =>
    send((header) => {
      const params = { path: pathOf(instance), header }
      return must(
        api.PUT('/api/accounts/{account}/members/{member}/links/{type}/{id}', { params, body: { properties } }),
      )
    })
  const unlink = (one: Link) =>
    send((header) => {
      const params = { path: pathOf(one), header }
      return must(api.DELETE('/api/accounts/{account}/members/{member}/links/{type}/{id}', { params }))
    })
  const change = (one: Link, property: string, on: boolean) => {
    const changed = { ...one, properties: { ...one.properties, [property]: on } } as NewLink
    setError(undefined)
    // Shown at once.
    setMember({ ...member, links: member.links.map((link) => (link === one ? changed : link)) })
    link(changed).catch(setError)
  }
  if (unlinking)
    return (
      <Confirm
        title={`Unlink ${nameOf(member)} from ${unlinking.id}?`}
        action="Unlink"
        onClose={() => setUnlinking(undefined)}
        onConfirm={async () => {
          await unlink(unlinking)
          done(`${nameOf(member)} is no longer linked to ${unlinking.id}.`)
        }}
      >
        {nameOf(member)} loses at once what this link gives on {typeName(terms, unlinking.type)} {unlinking.id}. What
        was done there before stays on record.
      </Confirm>
    )
  return (
    <Modal
      visible
      size="large"
      header={`Links of ${nameOf(member)}`}
      onDismiss={onClose}
      closeAriaLabel="Close"
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <Refused error={error} />
        <LinkList links={member.links} editable={mayLink} onChange={change} onUnlink={setUnlinking} />
        {mayLink && member.status !== 'revoked' && <LinkForm onLink={link} />}
        {can('link.set') && !everywhere && (
          <Alert type="info" statusIconAriaLabel="Note">
            A link may reach into any agreement, so only who sets levels in every agreement links members.
          </Alert>
        )}
      </SpaceBetween>
    </Modal>
  )
}
