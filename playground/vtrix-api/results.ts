// Result links: signed, short-lived, and leading to an image that is drawn when asked for.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerFault, takeFault } from './faults.ts';
import { drawImage } from './image/draw-image.ts';
import type { VtrixState } from './state.ts';
import type { StandInTask } from './tasks.ts';

const TOO_LARGE_BYTES = 26 * 1024 * 1024;

export function signResult(state: VtrixState, task: StandInTask, index: number): string {
  if (task.plan.result === 'other-link') return task.plan.link ?? '';
  const expires = state.now() + state.behaviour.linkLifeMs;
  const path = `/results/${task.id}/${index}`;
  return `${state.origin}${path}?expires=${expires}&signature=${sign(state, path, expires)}`;
}

const sign = ({ linkKey }: VtrixState, path: string, expires: number) =>
  createHmac('sha256', linkKey).update(`${path}?${expires}`).digest('hex');

export async function handleResult(
  state: VtrixState,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const [, folder, id = '', index = '0'] = url.pathname.split('/');
  const task = folder === 'results' ? state.tasks.get(id) : undefined;
  const fault = takeFault(state, 'result', task?.params.prompt);
  if (fault !== undefined) {
    answerFault(response, fault, '{"id":"not an image"}');
    return;
  }
  const expires = Number(url.searchParams.get('expires'));
  if (
    !task ||
    request.method !== 'GET' ||
    !isSigned(state, url, expires) ||
    expires < state.now() ||
    task.plan.result === 'gone'
  ) {
    response.writeHead(task && expires < state.now() ? 403 : 404).end();
    return;
  }
  const { bytes, type } = await drawImage(task.params, Number(index));
  switch (task.plan.result) {
    case 'not-an-image':
      response.writeHead(200, { 'content-type': type }).end('<html>not an image</html>');
      return;
    case 'truncated':
      response.writeHead(200, { 'content-type': type }).end(bytes.subarray(0, bytes.length / 2));
      return;
    case 'too-large':
      response.writeHead(200, { 'content-type': type }).end(Buffer.concat([bytes, Buffer.alloc(TOO_LARGE_BYTES)]));
      return;
    default:
      response.writeHead(200, { 'content-type': type, 'content-length': bytes.length }).end(bytes);
  }
}

function isSigned(state: VtrixState, url: URL, expires: number): boolean {
  const given = Buffer.from(url.searchParams.get('signature') ?? '');
  const right = Buffer.from(sign(state, url.pathname, expires));
  return given.length === right.length && timingSafeEqual(given, right);
}
