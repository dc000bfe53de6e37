/** A token bucket: `burst` at once, then `perSecond`. Asked with the moment in milliseconds; answers whether it may pass. */
export function createThrottle({ perSecond, burst }: { perSecond: number; burst: number }): (at: number) => boolean {
  let tokens = burst
  let last = Number.NEGATIVE_INFINITY
  return (at) => {
    tokens = Math.min(burst, tokens + (Math.max(0, at - last) * perSecond) / 1000)
    last = Math.max(last, at)
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}
