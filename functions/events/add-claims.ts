import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda'

/** Cognito leaves these out of access tokens; an invitation is accepted by whoever holds the verified address. */
const wanted = ['email', 'email_verified', 'name'] as const

export async function handler(event: PreTokenGenerationV2TriggerEvent): Promise<PreTokenGenerationV2TriggerEvent> {
  const { userAttributes } = event.request
  const claims = wanted.flatMap((name) => (userAttributes[name] === undefined ? [] : [[name, userAttributes[name]]]))
  event.response = {
    claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: Object.fromEntries(claims) } },
  }
  return event
}
