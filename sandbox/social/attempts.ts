/** What a request would make public, were it accepted. */
export interface Attempt {
  /** Whose: as in the posts, so a page's id where a page publishes. */
  account: string;
  /** The platform's own name of the call, such as `media_publish`. */
  name: string;
  text: string;
  /** The SHA-256 of its media where they are known already, else their addresses. */
  media: string[];
}

/** What a request would send, were it accepted. */
export interface SendAttempt {
  /** The inbox that it would be sent from. */
  account: string;
  /** As the request names them. */
  recipient: string;
  type: string;
  text: string;
}
