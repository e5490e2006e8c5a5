import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import postcssMantine from 'postcss-preset-mantine';
import type { InlineConfig } from 'vite';

/** Of the whole project. */
export const root = resolve(import.meta.dirname, '../..');
export const dashboardRoot = resolve(root, 'dashboard');

/** How the dashboard is built, and served to those who work on it. */
export const viteOptions: InlineConfig = {
  configFile: false,
  root: dashboardRoot,
  base: '/dashboard/',
  clearScreen: false,
  logLevel: 'warn',
  plugins: [react()],
  css: { postcss: { plugins: [postcssMantine()] } },
};
