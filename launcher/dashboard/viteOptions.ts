import react from '@vitejs/plugin-react';
import postcssMantine from 'postcss-preset-mantine';
import type { AcceptedPlugin } from 'postcss';
import simpleVariables from 'postcss-simple-vars';
import type { InlineConfig } from 'vite';
import { dashboardRoot } from './folders.ts';

/** As the theme's breakpoints: media queries cannot read variables of CSS. */
const breakpoints = { xs: '36em', sm: '48em', md: '62em', lg: '75em', xl: '88em' };
const variables = Object.fromEntries(
  Object.entries(breakpoints).map(([name, width]) => [`mantine-breakpoint-${name}`, width]),
);
const mantine = postcssMantine as () => AcceptedPlugin;

/** How the dashboard is built, and served to those who work on it. */
export const viteOptions: InlineConfig = {
  configFile: false,
  root: dashboardRoot,
  base: '/dashboard/',
  clearScreen: false,
  logLevel: 'warn',
  plugins: [react()],
  css: { postcss: { plugins: [mantine(), simpleVariables({ variables })] } },
};
