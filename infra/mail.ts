import { Aws, CfnOutput, Stack } from 'aws-cdk-lib'
import { EventBus } from 'aws-cdk-lib/aws-events'
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import type { Settings } from './settings.ts'

/** The sender's domain, and what becomes of each mail as events on the default bus. */
export class Mail extends Construct {
  readonly sender: string
  readonly configurationSetName: string
  /** Sending from the one address, and nothing else of SES. */
  readonly mayBeSent: PolicyStatement

  constructor(scope: Construct, id: string, { mailSender, mailAddress, mailDomain }: Settings) {
    super(scope, id)
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    })
    configurationSet.addEventDestination('Bus', {
      // SES publishes to the default bus only.
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.REJECT,
      ],
    })
    const identity = new EmailIdentity(this, 'Sender', {
      identity: Identity.domain(mailDomain),
      configurationSet,
      // Bounces are events and show in the console; nobody reads the sender's mailbox.
      feedbackForwarding: false,
    })

    this.sender = mailSender
    this.configurationSetName = configurationSet.configurationSetName
    this.mayBeSent = new PolicyStatement({
      effect: Effect.ALLOW,
      actions: ['ses:SendRawEmail'],
      resources: [
        identity.emailIdentityArn,
        Stack.of(this).formatArn({
          service: 'ses',
          resource: 'configuration-set',
          resourceName: this.configurationSetName,
        }),
      ],
      conditions: { StringEquals: { 'ses:FromAddress': mailAddress } },
    })

    identity.dkimRecords.forEach(({ name, value }, index) => {
      new CfnOutput(this, `DkimRecord${index + 1}`, {
        description: `DNS record ${index + 1} of 3 that lets ${Aws.STACK_NAME} send for ${mailDomain}`,
        value: `${name} CNAME ${value}`,
      })
    })
  }
}
