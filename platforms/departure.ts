import type { Dispatcher } from 'undici';
import { Unavailable } from './errors.ts';

/**
 * Watches one request at the moment when undici hands its first byte to the connection: after it was queued, after a
 * name was resolved and a connection made. A process that stood still meanwhile sends nothing late.
 */
export function watchDeparture(notAfter: Date | undefined): {
  interceptor: Dispatcher.DispatcherComposeInterceptor;
  /** False: surely no byte of the request left this process. */
  departed: () => boolean;
} {
  let departed = false;
  return {
    departed: () => departed,
    interceptor: (dispatch) => (options, handler) =>
      dispatch(options, {
        onRequestStart(controller, context) {
          if (notAfter && Date.now() >= notAfter.getTime()) {
            controller.abort(new Unavailable('the time in which it could be sent has passed', 'not sent'));
            return;
          }
          handler.onRequestStart?.(controller, context);
          departed = !controller.aborted;
        },
        onResponseStart: (...start) => handler.onResponseStart?.(...start),
        onResponseData: (...data) => handler.onResponseData?.(...data),
        onResponseEnd: (...end) => handler.onResponseEnd?.(...end),
        onResponseError: (...error) => handler.onResponseError?.(...error),
      }),
  };
}
