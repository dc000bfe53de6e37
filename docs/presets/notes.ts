/** Where the documents of a product contradict themselves or leave something open, and how its preset reads them. */
export const notes: Record<string, readonly string[]> = {
  kaleyra: [
    'Which modules an expert reads or writes is not published: all but the four excluded areas is the reading here.',
    'API credentials are withheld from experts out of caution; the documents do not say.',
    'Read-only is not harmless: it includes downloading reports with personal data, which the consent names.',
    'No Limit stands against the promise that access always ends by itself, so it holds only where the region allows it.',
    'A third role on request, Operational Users, is named without a description and left out.',
  ],
  jaicp: [
    'The stored copies of the matrix kept only how many roles hold a permission, not which; the counts are kept, most columns are a reconstruction.',
    'All eleven roles are granted the label catalog, also the two that give no login: the grant is kept, and takes effect with a role that gives one.',
    'One page lets a RAWLOGS_ANALYTIC user sign in to download, another says plain HTTP is enough. The preset follows the second.',
    'The text reserves the list of users for the administrator; its row has two marks. The second holder is a guess.',
    'Raw logs wait for the vendor to switch them on for an account. They cover the whole account and the previous day in UTC: no property of a question narrows them.',
    'Having raw logs made again is not in the table: the page on dialog logs (1.11.17) lets the account administrator do it. That it waits together with the logs is a reading.',
  ],
  kompaas: [
    'Without access still uses the product, says the page on levels; it shuts people out of the cabinet, says the page on removal. The preset follows the first: to shut somebody out, deactivate the member, which can be undone.',
    'An Administrator gives User and Administrator but not the weaker Without access; only an Owner gives that.',
    'Setting levels is tied to Administrator in System [CORE]; that an Owner may do it too is a reading.',
    'Owner stands among the levels to choose from, yet comes with the registration: here nobody gives it.',
    'The role Owner of the cabinet is not in the documents. It lets whoever registered the cabinet manage access before there is an agreement; work with products comes from levels alone.',
  ],
  interakt: [
    'Apart from the two pages closed to Admin and Teammate no default is stated: everything with a switch is read as on.',
    'What hiding traits does is not described; here it hides them from the user card and from the list of users, and closes nothing.',
    'Whether a masked role keeps the API key, which could read numbers, is not addressed: it keeps it. Switch it off with the mask.',
    'The Sales CRM add-on brings three more roles, named without their rights: here they can be enabled and given, and give nothing.',
  ],
  'talkdesk-partner': [
    "The document describes partners only. Administrator and Agent stand for the customer's own people and hold no more than Gatepass's own actions need.",
    'A Reseller may see details of API executions but not the page that lists them.',
    'Reactivate names no status to start from; as Canceled is final, it is read as Suspended.',
    'A newer copy of the page adds a Sub-Reseller and takes reactivating agents from Implementation Partners; the preset follows the older one.',
    'Updating ring groups of users in bulk carries the description of updating roles; it is read by its name.',
  ],
}
