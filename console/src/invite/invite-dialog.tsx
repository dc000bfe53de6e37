import Modal from '@cloudscape-design/components/modal'

interface Props {
  /** Whom it begins with; the role picker leads from one to the other. */
  as: 'team' | 'expert'
  onClose: () => void
}

/** One dialog for team members and experts. */
export const InviteDialog = ({ as, onClose }: Props) => (
  <Modal visible header={as === 'team' ? 'Invite team members' : 'Invite experts'} onDismiss={onClose} />
)
