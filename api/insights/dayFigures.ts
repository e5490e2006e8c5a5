import type { ActivityFigure } from '../../contracts/figures.ts';
import type { Services } from '../services.ts';

/** Which figures of a platform's accounts are of one day; none of a platform that is here no more. */
export const dayFiguresOf = (
  { platforms }: Pick<Services, 'platforms'>,
  platform: string,
): ActivityFigure[] => platforms.find(platform)?.platform.dayFigures ?? [];
