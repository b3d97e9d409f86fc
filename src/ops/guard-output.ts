// Everything this process prints passes the scrubber: standard output, standard error, and Node's
// own warnings.
import { createTextScrubber } from './scrub.ts';

/** @param secrets as they were given, also where they are broken */
export function guardOutput(secrets: readonly string[]): void {
  const scrub = createTextScrubber(secrets);
  const clean = (chunk: string | Uint8Array) =>
    typeof chunk === 'string'
      ? scrub(chunk)
      : // Byte for byte, so that nothing else changes.
        Buffer.from(scrub(Buffer.from(chunk).toString('latin1')), 'latin1');
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (chunk: string | Uint8Array, ...rest: unknown[]) => boolean; // All overloads in one.
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => write(clean(chunk), ...rest);
  }
  // Node writes warnings past these streams.
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => process.stderr.write(`${name}: ${message}\n`));
}
