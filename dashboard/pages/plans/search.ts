/** What the address of the plans says is opened; a shared link opens the same. */
export interface PlansSearch {
  /** A plan whose next times and history are shown. */
  plan?: number;
  /** A plan that is changed, or a new one. */
  edit?: number | 'new';
}

const isId = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;

/** Reads it from the address; what is no such thing is passed over. */
export const readPlansSearch = ({ plan, edit }: Record<string, unknown>): PlansSearch => ({
  ...(isId(plan) && { plan }),
  ...((isId(edit) || edit === 'new') && { edit }),
});
