// Loaded before a bot that is measured: on SIGUSR2 it collects its garbage, says what is left, and how late its event loop was since it was last asked.
// In JavaScript, so that it changes nothing of how the bot is loaded.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

const RESOLUTION_MS = 1;
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();

process.on('SIGUSR2', () => {
  const loopMs = delays.percentile(99) / 1e6 - RESOLUTION_MS;
  collect();
  setImmediate(() => {
    collect();
    const { heapUsed, external, rss } = process.memoryUsage();
    console.log(JSON.stringify({ msg: 'memory', heapBytes: heapUsed + external, rss, loopMs }));
    delays.reset();
  });
});
