/** Elements from values: text is always text, so nothing a person typed can become markup. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === false) continue
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else element.setAttribute(name, value === true ? '' : value)
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false))
  return element
}

export const button = (label, onclick, kind) => h('button', { type: 'button', class: kind, onclick }, label)

const byId = (id) => document.getElementById(id)

/** Says something to those who cannot see the page change. */
export function announce(text) {
  byId('announce').textContent = text
}

/** Replaces the page; its heading gets the focus, so that a reader starts there. */
export function show(title, ...content) {
  const heading = h('h1', { tabindex: '-1' }, title)
  document.title = `${title} · Gatepass`
  const page = byId('page')
  page.replaceChildren(heading, ...content.flat().filter(Boolean))
  page.removeAttribute('aria-busy')
  heading.focus({ preventScroll: true })
}

export function showWho(...content) {
  byId('who').replaceChildren(...content)
}

/** Runs what a button does, once at a time. */
export async function busy(event, work) {
  const buttons = document.querySelectorAll('main button')
  for (const one of buttons) one.disabled = true
  try {
    await work(event)
  } finally {
    for (const one of buttons) one.disabled = false
  }
}
