/** What a platform answered to a call, as people are told it: in the words of their language, with its codes. */
export interface PlatformAnswer {
  /** 'refused': by its rules. 'broken': it failed itself. 'silent': it answered nothing. */
  kind: 'refused' | 'broken' | 'silent';
  /** Its HTTP status and, where it named one, its own code; that one alone where it told it later. */
  codes: string[];
}

/** As the classify of each platform writes it: `X answered 403 (not-authorized-for-resource)`. */
const answered = /^.+ answered (?<status>\d{3})\b(?: \((?<code>[^()]+)\))?/;
/** As the platforms write it that tell only later, without a status, that they do not take a post. */
const refused = /^.+ (?:refused|cannot use) the \w+ \((?<code>[^()]+)\)$/;
/** As platforms/http.ts writes it. */
const silent = /^(no answer|the connection failed)/;

/** Reads what the ledger keeps of a call's failure; null where those are words of ours, and not the platform's. */
export function readPlatformAnswer(detail: string | null): PlatformAnswer | null {
  if (detail === null) return null;
  if (silent.test(detail)) return { kind: 'silent', codes: [] };
  const reason = refused.exec(detail)?.groups?.code;
  if (reason !== undefined) return { kind: 'refused', codes: [reason] };
  const { status, code } = answered.exec(detail)?.groups ?? {};
  if (status === undefined) return null;
  const codes = code === undefined || code === status ? [status] : [status, code];
  return { kind: status >= '500' ? 'broken' : 'refused', codes };
}
