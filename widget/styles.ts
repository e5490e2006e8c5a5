import frame from './frame.css?inline';
import thread from './thread.css?inline';

/** All that the widget is dressed by. */
export const styles = frame + thread;
