/** One description of a mail, rendered as HTML and as text, so that the two never differ. */
export type Block =
  | { say: string }
  | { facts: readonly (readonly [label: string, value: string])[] }
  | { button: string; url: string }
  | { caption: string; head: readonly string[]; rows: readonly (readonly string[])[] }

export interface Mail {
  subject: string
  blocks: readonly Block[]
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

const cell = 'padding:6px 12px 6px 0;text-align:left;vertical-align:top;border-bottom:1px solid #d9dee5;'

function htmlBlock(block: Block): string {
  if ('say' in block) return `<p style="margin:0 0 16px">${escapeHtml(block.say)}</p>`
  if ('button' in block) {
    const url = escapeHtml(block.url)
    return (
      `<p style="margin:24px 0"><a href="${url}" style="background:#14655c;color:#ffffff;padding:12px 20px;border-radius:6px;` +
      `text-decoration:none;font-weight:600;display:inline-block">${escapeHtml(block.button)}</a></p>` +
      `<p style="margin:0 0 16px;font-size:13px;color:#56606e">Or open this address: <a href="${url}" style="color:#14655c">${url}</a></p>`
    )
  }
  if ('facts' in block) {
    const rows = block.facts.map(
      ([label, value]) =>
        `<tr><th scope="row" style="${cell}color:#56606e;font-weight:400;white-space:nowrap">${escapeHtml(label)}</th>` +
        `<td style="${cell}">${escapeHtml(value)}</td></tr>`,
    )
    return `<table role="presentation" style="border-collapse:collapse;margin:0 0 20px;width:100%">${rows.join('')}</table>`
  }
  const head = block.head.map((title) => `<th scope="col" style="${cell}">${escapeHtml(title)}</th>`).join('')
  const rows = block.rows.map(
    (row) => `<tr>${row.map((text) => `<td style="${cell}">${escapeHtml(text)}</td>`).join('')}</tr>`,
  )
  return (
    `<table style="border-collapse:collapse;margin:0 0 20px;width:100%;font-size:14px">` +
    `<caption style="text-align:left;font-weight:600;padding:8px 0">${escapeHtml(block.caption)}</caption>` +
    `<thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`
  )
}

/** Input must not lay out the mail: no line breaks, no reversed text, no columns of its own. */
const oneLine = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ').replaceAll('|', '¦')

function textBlock(block: Block): string {
  if ('say' in block) return oneLine(block.say)
  if ('button' in block) return `${block.button}:\n${block.url}`
  if ('facts' in block) {
    const width = Math.max(...block.facts.map(([label]) => label.length))
    return block.facts.map(([label, value]) => `${`${label}:`.padEnd(width + 2)}${oneLine(value)}`).join('\n')
  }
  return [block.caption, block.head.join(' | '), ...block.rows.map((row) => row.map(oneLine).join(' | '))].join('\n')
}

export const renderText = ({ blocks }: Mail): string =>
  `${blocks.map(textBlock).join('\n\n')}\n\n-- \nSent by Gatepass\n`

export const renderHtml = ({ subject, blocks }: Mail): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>${escapeHtml(subject)}</title></head>` +
  `<body style="margin:0;background:#f2f4f7;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;color:#16202c">` +
  `<div style="max-width:640px;margin:0 auto;padding:24px 12px"><div style="background:#ffffff;border-radius:8px;padding:28px 32px">` +
  `<h1 style="font-size:20px;line-height:1.3;margin:0 0 20px">${escapeHtml(subject)}</h1>` +
  `${blocks.map(htmlBlock).join('')}</div>` +
  `<p style="font-size:12px;color:#56606e;margin:16px 8px">Sent by Gatepass</p></div></body></html>`
