import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { type Code, problems, type Refusal } from '../shared/errors.ts'

const title = (code: Code) => {
  const words = code.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A problem document (RFC 9457). What was not expected is not told to the caller, only where to find it in the log. */
export function problem(refusal: Refusal | undefined, requestId: string): APIGatewayProxyStructuredResultV2 {
  const [first, ...rest] = refusal?.faults ?? [
    { code: 'internal' as const, detail: 'Something went wrong on our side' },
  ]
  const status = problems[first.code]
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
      ...(status === 503 && { 'retry-after': '1' }),
    },
    body: JSON.stringify({
      type: `urn:gatepass:problem:${first.code}`,
      title: title(first.code),
      status,
      ...first,
      ...(rest.length > 0 && { faults: [first, ...rest] }),
      instance: `urn:gatepass:request:${requestId}`,
    }),
  }
}
