// Images that are served rather than drawn: drawing them would cost more than all that is measured.
// No two have the same bytes.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';

const JPEG_HEAD_BYTES = 2;
const PNG_HEAD_BYTES = 33;
const NOISE = { type: 'gaussian', mean: 128, sigma: 30 } as const;

const noise = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#808080', noise: NOISE } });

const once = <T>(make: () => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
};
/** What a result usually is. */
const smallJpeg = once(() => noise(512, 512).blur(3).jpeg({ quality: 85 }).toBuffer());
/** Four mebibytes that no encoder makes smaller. */
export const largePng = once(() => noise(1_200, 1_165).png({ compressionLevel: 1 }).toBuffer());
const photo = once(() => noise(4_000, 3_000).blur(2).jpeg({ quality: 90 }).toBuffer());

let served = 0;

/** Twelve megapixels, as a phone takes them. */
export const largePhoto = async (): Promise<Buffer> => withJpegComment(await photo());

export async function serveImages(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const bytes = request.url === '/large.png' ? withPngText(await largePng()) : withJpegComment(await smallJpeg());
  response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
}

function withJpegComment(bytes: Buffer): Buffer {
  served += 1;
  const text = Buffer.from(String(served));
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, text.length + 2]), text]);
  return Buffer.concat([bytes.subarray(0, JPEG_HEAD_BYTES), comment, bytes.subarray(JPEG_HEAD_BYTES)]);
}

function withPngText(bytes: Buffer): Buffer {
  served += 1;
  const body = Buffer.from(`tEXtNumber\0${served}`);
  const frame = Buffer.alloc(8 + body.length);
  frame.writeUInt32BE(body.length - 4, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), 4 + body.length);
  return Buffer.concat([bytes.subarray(0, PNG_HEAD_BYTES), frame, bytes.subarray(PNG_HEAD_BYTES)]);
}
