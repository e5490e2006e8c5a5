import { useEffect, useRef, type RefObject } from 'react';

let isArriving = false;

/** Somebody is on their way to another page: told by the router. */
export const expectArrival = (): void => {
  isArriving = true;
};

/** Dialogs give the focus back to where it was, so long after they have closed. */
const afterDialogsMs = 30;

/** Who comes to another page by keyboard or ear begins there at its heading; on the first, where the browser does. */
export function useArrival(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isArriving) return undefined;
    isArriving = false;
    const timer = setTimeout(() => {
      // A dialog that the way leads into has the focus.
      if (document.querySelector('[aria-modal=true]')) return;
      heading.current?.focus({ preventScroll: true });
    }, afterDialogsMs);
    return () => clearTimeout(timer);
  }, []);
  return heading;
}
