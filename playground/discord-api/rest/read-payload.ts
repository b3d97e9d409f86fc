// Bodies as Discord takes them: JSON, or multipart with `payload_json` and `files[n]`.
import type { IncomingMessage } from 'node:http';
import { parseJson, readBytes } from '../../http/messages.ts';
import type { Upload } from '../attachments.ts';
import { refusals } from '../discord-error.ts';

export interface Payload {
  body: unknown;
  /** By their number: `files[0]` is 0. */
  files: Map<number, Upload>;
}

const FILE_MAX_BYTES = 10 * 1024 * 1024;
const REQUEST_MAX_BYTES = 25 * 1024 * 1024;

export async function readPayload(request: IncomingMessage): Promise<Payload> {
  const bytes = await readBytes(request, REQUEST_MAX_BYTES);
  if (!bytes) throw refusals.tooLarge();
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) {
    const body = bytes.length === 0 ? undefined : parseJson(bytes);
    if (bytes.length > 0 && body === undefined) throw refusals.invalidForm(['The body is not JSON.']);
    return { body, files: new Map() };
  }
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const files = new Map<number, Upload>();
  for (const [field, value] of form) {
    const number = /^files\[(\d+)\]$/.exec(field)?.[1];
    if (number === undefined || typeof value === 'string') continue;
    if (value.size > FILE_MAX_BYTES) throw refusals.tooLarge();
    files.set(Number(number), {
      name: value.name,
      bytes: Buffer.from(await value.arrayBuffer()),
      contentType: value.type,
    });
  }
  const json = form.get('payload_json');
  return { body: typeof json === 'string' ? parseJson(json) : {}, files };
}
