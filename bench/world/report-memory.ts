// Loaded before a bot that is measured: on SIGUSR2 it collects its garbage, waits for it, and says what is left.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

process.on('SIGUSR2', () => {
  collect();
  setImmediate(() => {
    collect();
    const { heapUsed, external, rss } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    console.log(JSON.stringify({ msg: 'memory', heapBytes: heapUsed + external, rss, cpuMs: (user + system) / 1000 }));
  });
});
