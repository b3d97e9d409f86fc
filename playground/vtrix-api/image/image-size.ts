// About one megapixel in the asked-for ratio, in steps of 16 pixels, as the model draws.

export interface Size {
  width: number;
  height: number;
}

const PIXELS = 1024 * 1024;
const STEP = 16;

export function imageSize(aspectRatio = '1:1'): Size {
  const [across = 1, down = 1] = aspectRatio.split(':').map(Number);
  const inSteps = (length: number) => Math.max(STEP, Math.round(length / STEP) * STEP);
  return { width: inSteps(Math.sqrt((PIXELS * across) / down)), height: inSteps(Math.sqrt((PIXELS * down) / across)) };
}
