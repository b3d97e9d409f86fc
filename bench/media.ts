// Large images in and out: what they cost beside sharp alone, and whether anybody else has to wait
// while eight are under way.
import sharp from 'sharp';
import { type Measurement, quantile } from './measurement.ts';
import { largePhoto, largePng } from './world/images.ts';
import { cpuMsOf, memoryOf, settle } from './world/process-use.ts';
import { startStandIns } from './world/stand-ins.ts';

const IMAGES = 24;
const AT_ONCE = 8;
/** Of images, and of milliseconds. */
const ENDLESS = 1_000_000;
const TIMES_FLOOR = 1.25;
const PER_SECOND = 50;
const ANSWERS = { perSecond: PER_SECOND, count: PER_SECOND * Number(process.env.BENCH_SECONDS ?? 20) };
const SIDE_PX = 2_048;
const MIB = 1024 * 1024;

export async function measureMedia(): Promise<Measurement[]> {
  const floorMs = await sharpAlone();
  const { cpuMs, rss } = await cost();
  const { quiet, loud } = await effectOnOthers();
  const answers = (share: number) => ({
    unit: 'ms',
    value: quantile(loud.answersMs, share),
    floor: quantile(quiet.answersMs, share),
    floorIs: 'the same without',
  });
  return [
    {
      what: 'processor time, a 12-megapixel JPEG in and a 4 MiB PNG out',
      unit: 'ms',
      value: cpuMs,
      floor: floorMs,
      floorIs: 'sharp alone',
    },
    { what: `resident memory after ${IMAGES} of them`, unit: 'MiB', value: rss / MIB },
    { what: `first answers while ${AT_ONCE} are under way, p50`, ...answers(0.5) },
    { what: `first answers while ${AT_ONCE} are under way, p99`, ...answers(0.99), goal: { timesFloor: TIMES_FLOOR } },
    {
      what: "how late the bot's event loop was meanwhile, p99",
      unit: 'ms',
      value: loud.botMs,
      floor: quiet.botMs,
      floorIs: 'the same without',
    },
    {
      what: "how late the stand-ins' was, which takes the answers' time, p99",
      unit: 'ms',
      value: loud.standInsMs,
      floor: quiet.standInsMs,
      floorIs: 'the same without',
    },
  ];
}

/** What has to be done with the pixels, whoever does it. */
async function sharpAlone(): Promise<number> {
  const [photo, png] = [await largePhoto(), await largePng()];
  const before = process.cpuUsage();
  for (let count = 0; count < IMAGES; count += 1) {
    await sharp(photo).resize({ width: SIDE_PX, height: SIDE_PX, fit: 'inside' }).jpeg({ quality: 92 }).toBuffer();
    await sharp(png).resize(1, 1, { fit: 'fill' }).raw().toBuffer();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / IMAGES;
}

async function cost(): Promise<{ cpuMs: number; rss: number }> {
  await using world = await startStandIns();
  const bot = await world.startBot();
  await world.command('editPhotos', { count: 2, atOnce: 1 });
  await settle(bot);
  const before = cpuMsOf(bot);
  await world.command('editPhotos', { count: IMAGES, atOnce: AT_ONCE });
  const cpuMs = (cpuMsOf(bot) - before) / IMAGES;
  return { cpuMs, rss: (await memoryOf(bot)).rss };
}

async function effectOnOthers() {
  await using world = await startStandIns();
  await world.command('plan', { durationMs: ENDLESS });
  const bot = await world.startBot({ MAX_CONCURRENT: '10000' });
  await world.command('editPhotos', { count: 2, atOnce: 1 });
  await world.command('ask', { perSecond: PER_SECOND, count: PER_SECOND });
  const listen = async () => {
    // Both count from here.
    await memoryOf(bot);
    await world.command('loopMs');
    const { answersMs } = await world.command('ask', ANSWERS);
    return { answersMs, standInsMs: await world.command('loopMs'), botMs: (await memoryOf(bot)).loopMs };
  };
  const quiet = await listen();
  // Ends with the world.
  world.command('editPhotos', { count: ENDLESS, atOnce: AT_ONCE }).catch(() => undefined);
  return { quiet, loud: await listen() };
}
