import { setting } from '../../shared/config.ts'
import { Refusal } from '../../shared/errors.ts'
import { isId } from '../../shared/ids.ts'
import { endpoint, param } from '../endpoint.ts'

/** AuthZEN's metadata of one account's decision point. Says nothing of whether the account exists. */
const metadata = (operation: 'readConfiguration' | 'readConfigurationInside') =>
  endpoint({
    operation,
    handle: async (request) => {
      const account = param(request, 'account')
      if (!isId(account)) throw new Refusal('account_unknown', 'There is no such account')
      const point = `${setting('PUBLIC_URL')}/api/accounts/${account}`
      return {
        status: 200,
        body: {
          policy_decision_point: point,
          access_evaluation_endpoint: `${point}/access/v1/evaluation`,
          access_evaluations_endpoint: `${point}/access/v1/evaluations`,
          search_subject_endpoint: `${point}/access/v1/search/subject`,
          search_resource_endpoint: `${point}/access/v1/search/resource`,
          search_action_endpoint: `${point}/access/v1/search/action`,
        },
      }
    },
  })

export const readConfigurationEndpoint = metadata('readConfiguration')
export const readConfigurationInsideEndpoint = metadata('readConfigurationInside')
