export const figureNames = [
  'followers',
  'reach',
  'engagement_rate',
  'views',
  'likes',
  'comments',
  'shares',
] as const;
export type FigureName = (typeof figureNames)[number];
export const periods = [7, 30, 90, 365] as const;
type Period = (typeof periods)[number];

/** What the statistics show; a shared link shows the same. */
export interface HistorySearch {
  figure?: FigureName;
  days?: Period;
  /** Only this connection. */
  account?: string;
  view?: 'table';
  /** Top posts by share, and not by number. */
  top?: 'rate';
}

/** Reads it from the address; what is no such thing is passed over. */
export function readHistorySearch(search: Record<string, unknown>): HistorySearch {
  const figure = figureNames.find((each) => each === search.figure);
  const days = periods.find((each) => each === search.days);
  return {
    ...(figure && { figure }),
    ...(days && { days }),
    ...(typeof search.account === 'string' && { account: search.account }),
    ...(search.view === 'table' && { view: 'table' }),
    ...(search.top === 'rate' && { top: 'rate' }),
  };
}
