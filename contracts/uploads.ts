// In a file of its own, for the browser takes this and no zod.

/** The most bytes of an image that somebody brings: any phone's picture. */
export const imageUploadLimit = 20 * 1024 * 1024;
/** The types of images that can be brought. */
export const imageUploadTypes = ['image/jpeg', 'image/png', 'image/webp'];

/** The most bytes of a video that is uploaded, rather than fetched from its address. */
export const videoUploadLimit = 100 * 1024 * 1024;
