// How much memory another process has right now, watched closely: a decoder can fill a machine's
// within a second.
import { readFile } from 'node:fs/promises';

const EVERY_MS = 100;

/**
 * Calls `onExceeded` once, when process `pid` has more than `maxBytes` resident. Where there is no
 * `/proc` nothing is watched.
 * @returns ends the watch
 */
export function watchMemory(pid: number, maxBytes: number, onExceeded: () => void): () => void {
  const timer = setInterval(async () => {
    const bytes = await residentBytes(pid);
    if (bytes === undefined || bytes <= maxBytes || !isOn) return;
    stop();
    onExceeded();
  }, EVERY_MS).unref();
  let isOn = true;
  function stop(): void {
    isOn = false;
    clearInterval(timer);
  }
  return stop;
}

async function residentBytes(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kib === undefined ? undefined : Number(kib) * 1024;
}
