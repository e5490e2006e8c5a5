import { readFileSync, mkdtempSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { configurationTable, environmentExample } from './document.ts';
import { platformVariables } from '../platforms/variables.ts';
import { findPlatforms } from '../platforms/registry.ts';
import { readEnvironmentFile } from './environment.ts';
import type { ConfigError } from './load.ts';
import { loadConfig } from './load.ts';
import { variables } from './variables.ts';

const problemsOf = (environment: NodeJS.ProcessEnv) => {
  try {
    loadConfig(environment);
  } catch (error) {
    return (error as ConfigError).problems;
  }
  return [];
};

describe('configuration', () => {
  test('works with nothing set', () => {
    expect(loadConfig({})).toMatchObject({
      PORT: 8000,
      PUBLIC_URL: 'http://localhost:8000',
      MEDIA_DIR: '.data/media',
    });
  });

  test('names every missing secret of production in one error', () => {
    const problems = problemsOf({ NODE_ENV: 'production' }).join('\n');
    for (const name of [
      'DATABASE_URL',
      'JWT_SECRET',
      'ENCRYPTION_KEY',
      'TEMPORAL_ADDRESS',
      'SMTP_HOST',
      'PUBLIC_URL',
      'OPENAI_API_KEY',
    ]) {
      expect(problems).toContain(`${name} is missing`);
    }
    expect(problemsOf({ NODE_ENV: 'production', IMAGE_PROVIDER: 'gemini' }).join('\n')).toContain(
      'GEMINI_API_KEY is missing',
    );
  });

  test.each([
    ['PORT', 'eighty', 'PORT'],
    ['PORT', '70000', 'PORT'],
    ['DATABASE_URL', 'mysql://localhost/x', 'postgres://'],
    ['NODE_ENV', 'prod', 'production'],
    ['RATE_LIMITS', 'perhaps', 'true or false'],
  ])('says what is wrong with %s=%s', (name, value, words) => {
    const [problem = ''] = problemsOf({ [name]: value });
    expect(problem).toMatch(new RegExp(`^${name} `));
    expect(problem).toContain(words);
  });

  test('a key of a WhatsApp service belongs to a project', () => {
    const key = { WHATSAPP_API_KEY: 'a-key-of-a-service' };
    expect(problemsOf(key)).toEqual([expect.stringContaining('WHATSAPP_PROJECT_ID is missing')]);
    expect(problemsOf({ ...key, WHATSAPP_PROJECT_ID: '0b6f9d3c-6f63-4f0e-9b7e-0c1f6f1d2a3b' })).toEqual([]);
  });

  test('never repeats the value of a secret', () => {
    const [problem = ''] = problemsOf({ JWT_SECRET: 'short-secret' });
    expect(problem).toContain('JWT_SECRET');
    expect(problem).not.toContain('short-secret');
  });

  test('an empty variable counts as not set', () => {
    expect(loadConfig({ PORT: '', JWT_SECRET: ' ' })).toMatchObject({ PORT: 8000, JWT_SECRET: undefined });
  });

  test('a .env that cannot be read is said, one that is missing is none', () => {
    const directory = mkdtempSync(join(tmpdir(), 'socialsync-env-'));
    expect(readEnvironmentFile(join(directory, '.env'))).toEqual({});
    mkdirSync(join(directory, 'folder'));
    expect(() => readEnvironmentFile(join(directory, 'folder'))).toThrow(/folder cannot be read/);
  });

  test('.env.example and the README tell of every variable as it is (npm run config:docs)', async () => {
    const platforms = await findPlatforms();
    const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
    const joined = platformVariables(platforms);
    expect(read('.env.example')).toBe(environmentExample(joined));
    expect(read('README.md')).toContain(configurationTable(joined));
    for (const name of Object.keys({ ...variables, ...joined }))
      expect(read('.env.example')).toContain(`# ${name}=`);
  });
});
