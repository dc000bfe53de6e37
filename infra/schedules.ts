import { Aws, Stack } from 'aws-cdk-lib'
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler'
import { Construct } from 'constructs'
import type { Setting } from '../shared/config.ts'
import { deadLetters } from './dead-letters.ts'
import type { Functions } from './functions.ts'

/** One-time schedules of what happens at its time, such as the end of a grant: a group, and the role they run as. */
export class Schedules extends Construct {
  readonly groupName: string

  constructor(scope: Construct, id: string, { events }: Functions) {
    super(scope, id)
    const endGrant = events['end-grant']
    const remindGrant = events['remind-grant']
    const moveStanding = events['move-standing']
    const endDelegation = events['end-delegation']
    const makeChange = events['make-waiting-change']
    const keeper = events['keep-schedule']

    const group = new ScheduleGroup(this, 'Group')
    const undelivered = deadLetters(this, 'ScheduleDeadLetters')
    const role = new Role(this, 'Role', {
      description: 'What the schedules of Gatepass run as',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID, 'aws:SourceArn': group.scheduleGroupArn },
        },
      }),
    })
    const targets = [endGrant, remindGrant, moveStanding, endDelegation, makeChange].map(
      ({ functionArn }) => functionArn,
    )
    role.addToPolicy(allow(['lambda:InvokeFunction'], targets))
    role.addToPolicy(allow(['sqs:SendMessage'], [undelivered.queueArn]))

    keeper.addToRolePolicy(
      allow(
        ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule', 'scheduler:DeleteSchedule', 'scheduler:GetSchedule'],
        [
          Stack.of(this).formatArn({
            service: 'scheduler',
            resource: 'schedule',
            resourceName: `${group.scheduleGroupName}/*`,
          }),
        ],
      ),
    )
    const passRole = allow(['iam:PassRole'], [role.roleArn])
    passRole.addCondition('StringEquals', { 'iam:PassedToService': 'scheduler.amazonaws.com' })
    keeper.addToRolePolicy(passRole)

    const told = {
      SCHEDULE_GROUP: group.scheduleGroupName,
      SCHEDULE_ROLE_ARN: role.roleArn,
      SCHEDULE_DEAD_LETTER_ARN: undelivered.queueArn,
      END_GRANT_ARN: endGrant.functionArn,
      REMIND_GRANT_ARN: remindGrant.functionArn,
      MOVE_STANDING_ARN: moveStanding.functionArn,
      END_DELEGATION_ARN: endDelegation.functionArn,
      MAKE_CHANGE_ARN: makeChange.functionArn,
    } satisfies Partial<Record<Setting, string>>
    for (const [name, value] of Object.entries(told)) keeper.addEnvironment(name, value)
    this.groupName = group.scheduleGroupName
  }
}

const allow = (actions: string[], resources: string[]) =>
  new PolicyStatement({ effect: Effect.ALLOW, actions, resources })
