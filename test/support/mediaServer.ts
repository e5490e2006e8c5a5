import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';

/** A server of pictures and videos, for platforms that fetch them by their address. */
export interface MediaServer {
  /** `640x800.jpg`, `100x100.png`: a picture of that size; `clip.mp4`: a video, with any query; anything else is not there. */
  at: (name: string) => string;
  /** What was asked for so far, by its name, oldest first. */
  asked: string[];
  close: () => Promise<void>;
}

/** The smallest bytes that pass for a video: the box that an MP4 file begins with, and a box of filling. */
export const aVideo = (size = 64): Buffer => {
  const fileType = Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isommp42', 'latin1');
  return Buffer.concat([fileType, Buffer.alloc(Math.max(0, size - fileType.length), 7)]);
};

export const aPicture = (width: number, height: number, format: 'jpeg' | 'png' = 'jpeg'): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#2f5fd0' } })
    .toFormat(format)
    .toBuffer();

export async function startMediaServer(): Promise<MediaServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push((request.url ?? '').slice(1));
    const [, width, height, extension] = /^\/(\d+)x(\d+)\.(jpg|png)$/.exec(request.url ?? '') ?? [];
    if (width) {
      const format = extension === 'jpg' ? 'jpeg' : 'png';
      void aPicture(Number(width), Number(height), format).then((bytes) => response.end(bytes));
    } else if (request.url?.startsWith('/clip.mp4')) {
      response.end(aVideo());
    } else {
      response.writeHead(404).end('nothing here');
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    at: (name) => `http://127.0.0.1:${port}/${name}`,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
