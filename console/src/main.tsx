import '@cloudscape-design/global-styles/index.css'
import { I18nProvider } from '@cloudscape-design/components/i18n'
import messages from '@cloudscape-design/components/i18n/messages/all.en'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { queryClient } from './api/queries.ts'
import { App } from './app.tsx'
import { arrive } from './session/session.ts'
import { aroundNav } from './shell/leaving.ts'
import './shell/look.ts'
import { WhoProvider } from './shell/who.tsx'
import { inWords } from './words.ts'

const app = document.getElementById('app')
if (!app) throw new Error('The page has no place for the app')

/** Comes back from the issuer first, where that is where we are; what went wrong there is told on the page. */
const { who, reason } = await arrive().then(
  (who) => ({ who, reason: undefined }),
  (error) => ({ who: undefined, reason: inWords(error) }),
)

createRoot(app).render(
  <I18nProvider locale="en" messages={[messages]}>
    <QueryClientProvider client={queryClient}>
      <WhoProvider value={who}>
        <Router aroundNav={aroundNav}>
          <App reason={reason} />
        </Router>
      </WhoProvider>
    </QueryClientProvider>
  </I18nProvider>,
)
