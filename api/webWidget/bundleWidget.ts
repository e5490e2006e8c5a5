import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/**
 * Writes the widget's browser code as one script to standard output. A program of its own, so that what it needs of
 * memory goes with it.
 */
const root = fileURLToPath(new URL('../../widget', import.meta.url));
const built = await build({
  root,
  configFile: false,
  envFile: false,
  publicDir: false,
  logLevel: 'error',
  build: {
    write: false,
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: { input: `${root}/main.ts`, output: { format: 'iife', entryFileNames: 'widget.js' } },
  },
});
const [output] = Array.isArray(built) ? built : [built];
if (!output || !('output' in output)) throw new Error('the bundler built nothing');
process.stdout.write(output.output[0].code);
