import { csv } from '../api/client.ts'

/** Hands a text over as a file. */
export function download(name: string, text: string, type = 'text/csv'): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  URL.revokeObjectURL(url)
}

/** Everything there is, page by page, as one CSV file. Tells how many pages came, as they come. */
export async function downloadCsv(
  name: string,
  path: string,
  query: Record<string, string>,
  onPage: (pages: number) => void = () => undefined,
): Promise<void> {
  const parts: string[] = []
  let cursor: string | undefined
  do {
    const page = await csv(path, { ...query, ...(cursor && { cursor }) })
    // The header row comes with each page.
    parts.push(parts.length === 0 ? page.text : page.text.slice(page.text.indexOf('\n') + 1))
    onPage(parts.length)
    cursor = page.next
  } while (cursor)
  download(name, parts.join(''))
}
