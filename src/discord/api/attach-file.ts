// A file of data for one person, small enough to be attached: packed where it would not be.
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { UPLOAD_MAX_BYTES } from './limits.ts';

const pack = promisify(gzip);

/** @returns the file as it is, or `name.gz` */
export async function attachData(name: string, data: Buffer): Promise<{ name: string; data: Buffer }> {
  return data.length <= UPLOAD_MAX_BYTES ? { name, data } : { name: `${name}.gz`, data: await pack(data) };
}
