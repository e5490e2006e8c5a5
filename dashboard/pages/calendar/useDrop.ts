import { useState } from 'react';
import { useCalendar } from './CalendarContext.ts';
import type { Post } from './questions.ts';

/** Makes something a place that posts can be dropped on. */
export function useDrop(drop: (post: Post) => void) {
  const { dragged } = useCalendar();
  const [isOver, setOver] = useState(false);
  return {
    'data-over': isOver || undefined,
    onDragOver: (event: React.DragEvent) => {
      if (!dragged.current) return;
      event.preventDefault();
      if (!isOver) setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: React.DragEvent) => {
      event.preventDefault();
      setOver(false);
      const post = dragged.current;
      // Its chip is drawn anew elsewhere, and then never hears that the dragging ended.
      dragged.current = null;
      if (post) drop(post);
    },
  };
}
