import { GraphRefused } from '../graph/refusal.ts';

/**
 * What publishing is refused with:
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes
 */
const errors = {
  mediaTimedOut: [-2, 2207003, 'Timeout', 'It takes too long to download the media.'],
  containerExpired: [-2, 2207020, 'Media expired', 'The media you are trying to access has expired.'],
  quotaReached: [
    ...[9, 2207042, 'Application request limit reached'],
    'You reached maximum number of posts that is allowed to be published by Content Publishing API.',
  ],
  // Meta names it for a builder that is gone; one that was published is none any more.
  containerGone: [
    ...[24, 2207008, 'Media builder not found'],
    'The media builder with creation id does not exist or has been expired.',
  ],
  mediaNotFound: [24, 2207006, 'Media not found', 'The media could not be found.'],
  wrongMediaType: [100, 2207023, 'Media type unknown', 'The media type is unknown.'],
  wrongCarousel: [
    ...[100, 2207028, 'Carousel validation failed'],
    'Your post won’t work as a carousel. Carousels need at least 2 photos or videos and no more than 10.',
  ],
  wrongVideo: [
    ...[352, 2207026, 'Unsupported video format'],
    'The video format is not supported. Please check spec for supported format.',
  ],
  notFetched: [9004, 2207052, 'Media download has failed', 'The media could not be fetched from this uri.'],
  notReady: [
    9007,
    2207027,
    'Media not ready',
    'The media is not ready for publishing, please wait a moment.',
  ],
  imageTooLarge: [
    ...[36000, 2207004, 'Image size too large'],
    'The image is too large to download. It should be less than 8 MiB.',
  ],
  wrongImageFormat: [
    ...[36001, 2207005, 'Image format not supported'],
    'The image format is not supported. Supported formats are: JPEG.',
  ],
  wrongAspectRatio: [
    ...[36003, 2207009, 'Aspect ratio not supported'],
    'The submitted image with aspect ratio cannot be published. Please submit an image with a valid aspect ratio.',
  ],
  captionTooLong: [
    ...[36004, 2207010, 'Caption too long'],
    'The caption was too long. It can have at most 2,200 characters, 30 hashtags and 20 @ tags.',
  ],
} as const;

/** A refusal of publishing, by name. */
export function refusal(name: keyof typeof errors): GraphRefused {
  const [code, subcode, title, message] = errors[name];
  return new GraphRefused({ code, subcode, title, message });
}
