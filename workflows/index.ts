/** Every workflow the worker runs. */
export { generateImage } from './generateImage.ts';
export { reconcileWork } from './reconcileWork.ts';
export { removeFiles } from './removeFiles.ts';
export { sendMail } from './sendMail.ts';
