import { orderCaption } from '../../commands/captions/orderCaption.ts';

/** A caption that was ordered for a project, as it was left; its id. */
export const aCaption = (projectId: string): Promise<string> =>
  orderCaption({
    ...{ projectId, imageId: null, prompt: 'a lighthouse', platforms: [], hashtags: '' },
    ...{ language: 'en' as const, tone: '', hints: '' },
  });
