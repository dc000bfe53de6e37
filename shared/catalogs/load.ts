import interakt from './presets/interakt.json' with { type: 'json' }
import jaicp from './presets/jaicp.json' with { type: 'json' }
import kaleyra from './presets/kaleyra.json' with { type: 'json' }
import kompaas from './presets/kompaas.json' with { type: 'json' }
import talkdeskPartner from './presets/talkdesk-partner.json' with { type: 'json' }
import type { Catalog } from './schema.ts'

/** Presets are checked against the schema by the tests, so no function pays for it at start. */
export const presets = [kaleyra, jaicp, kompaas, talkdeskPartner, interakt] as readonly Catalog[]
