import type { Endpoint } from '../endpoint.ts';
import { crop } from './crop.ts';
import { deleteOne } from './delete.ts';
import { detail } from './detail.ts';
import { generate } from './generate.ts';
import { history } from './history.ts';
import { list } from './list.ts';
import { statistics } from './statistics.ts';
import { tags } from './tags.ts';
import { upload } from './upload.ts';
import { judge } from './validate.ts';

/** /api/images. Fixed paths stand before `{id}`. */
export const images: Endpoint[] = [
  generate,
  upload,
  list,
  statistics,
  history,
  tags,
  detail,
  judge,
  crop,
  deleteOne,
];
