import { z } from 'zod';
import { Instant, Ordinal, pageOf, Uuid } from './common.ts';
import { PostState, PublicationState } from './ledger.ts';

/** What is between two instants, the second excluded. */
const range = { from: z.iso.datetime({ offset: true }), until: z.iso.datetime({ offset: true }) };

export const CalendarQuery = z.object({
  ...range,
  page: Ordinal.default(1),
  page_size: Ordinal.optional().meta({ description: '1,000 unless told otherwise, which is also the most' }),
});

/** A post as a calendar shows it. */
const CalendarPost = z
  .object({
    id: z.int(),
    scheduled_time: Instant,
    state: PostState,
    caption: z.string().meta({ description: 'its beginning' }),
    image: z
      .object({ id: z.int(), thumbnail_url: z.url() })
      .nullable()
      .meta({ description: 'the first one' }),
    targets: z.array(
      z.object({
        id: Uuid.meta({ description: 'of the publication: one post at one account' }),
        connection_id: Uuid.nullable(),
        platform: z.string(),
        username: z.string(),
        state: PublicationState,
      }),
    ),
  })
  .meta({ id: 'CalendarPost' });

export const CalendarPage = pageOf(CalendarPost).meta({ id: 'CalendarPage' });

export const OccurrencesQuery = z.object(range);

/** When a recurring plan is due. */
export const PlanOccurrences = z
  .object({
    id: z.int(),
    name: z.string(),
    platforms: z.array(z.string()),
    connection_ids: z.array(Uuid),
    occurrences: z.array(Instant),
  })
  .meta({ id: 'RecurringScheduleOccurrences' });
