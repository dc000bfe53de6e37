import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    // For the test of how much a page loads; it is not published.
    manifest: true,
    // What pages have in common is loaded once; a page's own code when it is opened.
    chunkSizeWarningLimit: 1500,
  },
})
