// A program whose output goes to another one, such as `head`, does not end where that one has seen
// enough: it may be in the middle of what it was started for.

/** What is written to a stream whose reader is gone is lost, and nothing else happens. */
export function outliveReader(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!isReaderGone(error)) throw error;
    });
}

/** Of an error that a stream's write met. */
export const isReaderGone = ({ code }: NodeJS.ErrnoException): boolean =>
  code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';
