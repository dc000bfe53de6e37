import { h } from './dom.js'

const full = { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' }

const written = (instant, timeZone) =>
  new Intl.DateTimeFormat(undefined, { ...full, timeZone, timeZoneName: 'short' }).format(new Date(instant))

export const inUtc = (instant) => written(instant, 'UTC')

/** A moment in the reader's own zone, UTC on hover. */
export const momentHere = (instant) =>
  h('time', { datetime: instant, title: inUtc(instant) }, written(instant, undefined))

/** A moment in an account's zone, with UTC in so many words. */
export const momentThere = (instant, timeZone) => [
  h('time', { datetime: instant }, written(instant, timeZone)),
  h('small', {}, `${timeZone} · ${inUtc(instant)}`),
]

const two = (number) => String(number).padStart(2, '0')

function left(millis) {
  const seconds = Math.floor(millis / 1000)
  const days = Math.floor(seconds / 86_400)
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
  return days ? `${days} d ${clock}` : clock
}

/** Counts down each second; `over` is called once when it is. Stops when it has left the page. */
export function countdown(instant, over) {
  const end = Date.parse(instant)
  const element = h('span', { class: 'countdown', role: 'timer', 'aria-live': 'off' })
  const tick = () => {
    const rest = end - Date.now()
    element.textContent = rest > 0 ? `${left(rest)} left` : 'over'
    return rest > 0
  }
  if (!tick()) return element
  const timer = setInterval(() => {
    if (!element.isConnected) clearInterval(timer)
    else if (!tick()) {
      clearInterval(timer)
      over()
    }
  }, 1000)
  return element
}
