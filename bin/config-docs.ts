import { readFileSync, writeFileSync } from 'node:fs';
import { configurationTable, environmentExample } from '../config/document.ts';
import { findPlatforms } from '../platforms/registry.ts';
import { platformVariables } from '../platforms/variables.ts';

/** `npm run config:docs`: writes .env.example and the README's table from config/variables.ts and the platforms. */
const readme = new URL('../README.md', import.meta.url);
const joined = platformVariables(await findPlatforms());
const between = /(<!-- configuration -->\n)[\s\S]*?(<!-- \/configuration -->)/;

writeFileSync(new URL('../.env.example', import.meta.url), environmentExample(joined));
writeFileSync(readme, readFileSync(readme, 'utf8').replace(between, `$1\n${configurationTable(joined)}\n$2`));
