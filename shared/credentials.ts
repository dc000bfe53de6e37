/**
 * Stands in for the SDK's chain of credential providers in bundled functions. Lambda hands a function its credentials in
 * the environment, and so does a local run: single sign-on, profiles and instance metadata are never asked, and with
 * them goes a third of what a function loads at start.
 */
import { fromEnv } from '@aws-sdk/credential-provider-env'

export const defaultProvider = fromEnv
