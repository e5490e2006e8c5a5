import type { Item } from './items.ts';
import { OccurrenceChip } from './OccurrenceChip.tsx';
import { PostChip } from './PostChip.tsx';

/** Whatever stands in the calendar. */
export const ItemChip = ({ item, vertical }: { item: Item; vertical: 'week' | 'hour' }) =>
  item.kind === 'post' ? <PostChip item={item} vertical={vertical} /> : <OccurrenceChip item={item} />;
