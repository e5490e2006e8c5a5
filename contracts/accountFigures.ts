import { z } from 'zod';
import { activityFigures } from './figures.ts';

/** A count that a platform tells; null is what it does not tell. */
export const Figure = z.int().nullable();

export const Percent = z
  .number()
  .nullable()
  .meta({ description: 'percent; null when it is not known', example: 4.25 });

/** A post's own. */
export const PostEngagement = Percent.meta({
  description:
    'likes, comments, shares and saves in percent of those who saw the post: of its reach, impressions, views or the ' +
    "account's followers, the first of these that its platform tells of every post, so that all posts of a platform " +
    'are measured alike; null when either is not known',
  example: 4.25,
});

const AccountEngagement = Percent.meta({
  description:
    'the reactions to all posts of the last 30 days in percent of all who saw them, measured as a post is; null when ' +
    'it is not known',
  example: 4.25,
});

const standing = (what: string) => Figure.meta({ description: `${what} now, as they stand` });
const activity = (what: string, rule: string) => Figure.meta({ description: `${what}: ${rule}` });

const activities = (rule: string) => ({
  views: activity('how often its posts and pages were seen', rule),
  reach: activity('how many people saw them', rule),
  likes: activity('likes that it was given', rule),
  comments: activity('comments that it was given', rule),
  shares: activity('how often its posts were passed on', rule),
});

const standings = {
  followers: standing('followers'),
  following: standing('accounts that it follows'),
  posts: standing('posts'),
};

/** An account's figures as its platform tells them, and of which time each is. */
export const AccountFigureAnswer = z.object({
  ...standings,
  ...activities("of one day where `day_figures` names it, else of the account's whole life"),
  engagement_rate: AccountEngagement,
  day_figures: z.array(z.enum(activityFigures)).meta({
    description:
      'which of the figures are of one day, the latest that the platform has counted (as a rule yesterday); all others ' +
      "are of the account's whole life up to `recorded_at`",
  }),
});

const LifetimeFigures = z.object(activities('since each account began'));

/** Sums over the accounts whose platform tells a figure; null where none does. Each sum is of one kind of figure. */
export const Totals = z.object({
  ...standings,
  ...activities('of the latest day, over the accounts whose platform tells it by the day'),
  engagement_rate: AccountEngagement.meta({
    description: "the accounts' own, weighed by their followers; null when it is not known",
  }),
  lifetime: LifetimeFigures.meta({
    description: 'of their whole life, over the accounts whose platform tells that instead of a day',
  }),
});

/** Against seven days ago, over the connections that were known then; null where none was. */
export const Changes = z
  .object({
    ...{ followers: Figure, following: Figure, posts: Figure },
    ...activities('the latest day against the same day a week before'),
    engagement_rate: Percent.meta({ description: 'percentage points' }),
    lifetime: LifetimeFigures.extend(activities('what came in these seven days')),
  })
  .meta({ description: 'against seven days ago, over the connections that were known then' });
