import type { MessageParameters } from '../../../contracts/refusal.ts';
import type { MessageCode } from '../../messages/index.ts';

/** Notes what is wrong with a field of a plan. */
export type Refuse = (field: string, code: MessageCode, parameters?: MessageParameters) => void;
