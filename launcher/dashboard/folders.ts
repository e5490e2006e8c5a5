import { resolve } from 'node:path';

/** Of the whole project. */
export const root = resolve(import.meta.dirname, '../..');
export const dashboardRoot = resolve(root, 'dashboard');
