import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';

/** The pages: one bundle for the browser and the window. Nothing is inlined, so that the strict CSP holds. */
export default {
  root: fileURLToPath(new URL('../renderer/', import.meta.url)),
  plugins: [react()],
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1500 },
  css: { postcss: { plugins: [] } },
};
