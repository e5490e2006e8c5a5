import type * as globals from '@jest/globals';
import { ModuleMocker } from 'jest-mock';

/** Stands for the package @jest/globals, which Jest fills by its own loader of modules. */
export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } =
  globalThis as unknown as typeof globals;

/** Of Jest's own object, what spies: modules are never replaced. */
export const jest = new ModuleMocker(globalThis);
