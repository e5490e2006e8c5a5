import { useState } from 'react';

/**
 * The first value that there is; what comes later does not change it. What a form begins with: a reading that fails, or
 * brings another's changes, takes nothing from who is writing.
 */
export function useFirst<Value>(value: Value | undefined): Value | undefined {
  const [first, setFirst] = useState(value);
  if (first === undefined && value !== undefined) setFirst(() => value);
  return first ?? value;
}
