import { config } from 'zod/v4/core';

// zod would try whether it may compile schemas by `eval`, which our Content-Security-Policy forbids and reports.
config({ jitless: true });
