// Reading an answer's body up to a limit: what a stranger sends must not fill the memory.
import type { Readable } from 'node:stream';

export class BodyTooLargeError extends Error {}

/** @throws {BodyTooLargeError} past `maxBytes`, having closed the stream */
export async function readBody(body: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk as Uint8Array); // undici's bodies yield bytes.
    size += bytes.length;
    if (size > maxBytes) {
      body.destroy();
      throw new BodyTooLargeError(`the body is larger than ${maxBytes} bytes`);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks, size);
}
