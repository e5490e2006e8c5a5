/**
 * The four ways a model fails, by what the caller can do about it. Messages are made of statuses and codes only:
 * a vendor's own text may repeat a key. For the same reason no error carries the vendor's as its cause.
 */

/** The vendor will not make this image or text: its policy forbids it. Asking again changes nothing. */
export class ModelRefused extends Error {
  override name = 'ModelRefused';
}

/** Too many requests or tokens for now: ask again later. */
export class ModelRateLimited extends Error {
  override name = 'ModelRateLimited';
  /** How long the vendor asks to wait, in ms; null when it did not say. */
  readonly retryAfterMs: number | null;

  constructor(message: string, retryAfterMs: number | null) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/** The vendor failed before it worked: ask again with back-off. */
export class ModelUnavailable extends Error {
  override name = 'ModelUnavailable';
}

/**
 * The vendor may have done the work, and billed it, but nothing usable came back: the connection broke, no answer came in
 * time, or what came is no image. Asking again may pay again.
 */
export class ModelAnswerLost extends Error {
  override name = 'ModelAnswerLost';
}

/** A wrong key, an unknown model, no permission, an unpaid account: an operator must act. */
export class ModelMisconfigured extends Error {
  override name = 'ModelMisconfigured';
}
