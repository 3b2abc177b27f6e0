import { lingui } from '@lingui/vite-plugin'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type InlineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { basicFont } from './build/basic-font.ts'
import { inlineFirst } from './build/inline-first.ts'
import { precompress } from './build/precompress.ts'
import { preloadParts } from './build/preload-parts.ts'
import { savedPage } from './build/saved-page.ts'

const server = `http://127.0.0.1:${process.env.PORT ?? 3000}`

/** Turns `t` and `<Trans>` into calls; the English message stays in the code. */
export const words = lingui({ cwd: import.meta.dirname, macroTransform: { macro: { descriptorFields: 'message' } } })

const resolve = {
  dedupe: ['yjs', 'react', 'react-dom'],
  alias: [
    { find: /^zod$/, replacement: `${import.meta.dirname}/src/browser/zod-without-eval.ts` },
    { find: /^zod\/mini$/, replacement: `${import.meta.dirname}/src/browser/zod-mini-without-eval.ts` },
  ],
}

const target = ['chrome123', 'firefox125', 'safari17.5']

/** The player of a saved page: the same sources, in one script. */
const savedPageConfig = (): InlineConfig => ({
  root: import.meta.dirname,
  plugins: [
    { ...optimizeLocales.vite({ locales: ['en-US', 'en-GB'] }), enforce: 'pre' },
    ...lingui({ cwd: import.meta.dirname, macroTransform: { macro: { descriptorFields: 'message' } } }),
    react(),
    tailwindcss(),
  ],
  resolve: {
    ...resolve,
    alias: [
      ...resolve.alias,
      {
        find: /^.*\/open-seek-worker\.ts$/,
        replacement: `${import.meta.dirname}/src/features/replay/source/open-seek-in-page.ts`,
      },
    ],
  },
  build: { target, sourcemap: false, assetsInlineLimit: 0 },
})

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    // Before React Aria's own modules are resolved, or every language comes along (91 instead of 69 KB gzipped).
    { ...optimizeLocales.vite({ locales: ['en-US', 'en-GB'] }), enforce: 'pre' },
    ...words,
    react(),
    basicFont(),
    tailwindcss(),
    VitePWA({
      registerType: 'prompt',
      // The page's security policy allows no inline script: `app/update.ts` registers.
      injectRegister: null,
      manifest: {
        name: 'Greenroom',
        short_name: 'Greenroom',
        description: 'The room where product managers rehearse their case interviews.',
        theme_color: '#1d6b4f',
        background_color: '#f6f4ef',
        display: 'standalone',
        start_url: '/',
        icons: [
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          { src: '/icon-maskable.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'maskable' },
        ],
      },
      workbox: {
        // Fetched when somebody saves one, and where there is a LiveKit server.
        globIgnores: ['saved-page.html', 'assets/livekit-room-*.js'],
        globPatterns: ['**/*.{js,css,html,svg}', 'sample-session.json', '**/inter-{basic,latin,latin-ext}-*.woff2'],
        // The cases can be read without a connection; with one, the server's own are shown.
        runtimeCaching: [
          {
            urlPattern: /\/api\/bank$/,
            handler: 'NetworkFirst',
            options: { cacheName: 'bank', networkTimeoutSeconds: 4 },
          },
        ],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [
          /^\/api\//,
          /^\/socket\.io\//,
          /^\/yjs\//,
          /^\/call\//,
          /^\/(healthz|readyz|metrics)$/,
        ],
      },
    }),
    inlineFirst(),
    preloadParts([
      { path: /^\/s\/[^/]+\/?$/, module: '/features/room/room-page.tsx' },
      { path: /^\/s\/[^/]+\/replay\/?$/, module: '/features/take-home/replay-to-take-home.tsx' },
      { path: /^\/sample\/?$/, module: '/features/replay/sample-page.tsx' },
      { path: /^\/shared\/?$/, module: '/features/recordings/shared-page.tsx' },
    ]),
    savedPage({ entry: `${import.meta.dirname}/src/saved.tsx`, config: savedPageConfig }),
    precompress(),
  ],
  resolve,
  // The oldest browsers that know `light-dark()`; older ones are not translated for.
  build: {
    target,
    sourcemap: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // One file for what the first page needs, not twenty: each costs a round trip and a kilobyte of headers.
          groups: [
            { name: 'first', tags: ['$initial'], priority: 1 },
            // One file for what is drawn with, not one for each icon and each control: a replay would be seventy files.
            {
              name: 'controls',
              test: /lucide-react|react-aria|react-stately|@internationalized|src[\\/]design[\\/]/,
              minShareCount: 2,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': server,
      '/socket.io': { target: server, ws: true },
      '/yjs': { target: server, ws: true },
      '/call': { target: server, ws: true },
    },
  },
})
