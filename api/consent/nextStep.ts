/** After which nobody has to do anything but wait, or only an operator can. */
const passing = new Set(['platform_unavailable', 'platform_busy', 'database_unavailable']);
const ofOperators = new Set(['platform_not_configured', 'platform_refused_app']);

/**
 * What a person does after a consent that failed. Nothing after a second click: what was used may well have connected
 * the account, and the text of that says what to do.
 */
export function nextStepAfter(code: string): 'begin_again' | 'wait' | 'tell_operator' | null {
  if (code === 'oauth_state_used') return null;
  if (passing.has(code)) return 'wait';
  return ofOperators.has(code) ? 'tell_operator' : 'begin_again';
}
