import { readFileSync, writeFileSync } from 'node:fs';
import { configurationTable, environmentExample } from '../config/document.ts';

/** `npm run config:docs`: writes .env.example and the README's table from config/variables.ts. */
const readme = new URL('../README.md', import.meta.url);
const between = /(<!-- configuration -->\n)[\s\S]*?(<!-- \/configuration -->)/;

writeFileSync(new URL('../.env.example', import.meta.url), environmentExample());
writeFileSync(readme, readFileSync(readme, 'utf8').replace(between, `$1\n${configurationTable()}\n$2`));
