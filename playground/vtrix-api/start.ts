// A stand-in for the image API behind the Vtrix gateway: its endpoints, its key, its prices, and
// images that are really drawn. Tests and the playground's page steer it through the returned
// object or `/control` (JSON, this machine only).
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { listenOnLoopback } from '../http/loopback-server.ts';
import { handleControl } from './control.ts';
import { handleGeneration, handlePoll } from './generation.ts';
import { handleResult } from './results.ts';
import { type Behaviour, usualManner } from './settings.ts';
import type { VtrixState } from './state.ts';
import { chargeOf } from './tasks.ts';

export interface VtrixApi extends AsyncDisposable {
  /** For `VTRIX_BASE_URL` */
  baseUrl: string;
  apiKey: string;
  state: VtrixState;
  /** What was really charged so far, in USD. */
  charges(): string[];
  /** Connections are refused until `comeBack`. */
  goAway(): void;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

export interface VtrixOptions {
  port?: number;
  apiKey?: string;
  behaviour?: Partial<Behaviour>;
  now?: () => number;
  /** A file that keeps the tasks from one start to the next. */
  dataFile?: string;
}

export async function startVtrixApi({
  port,
  apiKey = 'playground-key',
  behaviour,
  now = Date.now,
  dataFile,
}: VtrixOptions = {}): Promise<VtrixApi> {
  const state: VtrixState = {
    apiKey,
    behaviour: { ...usualManner, ...behaviour },
    nextPlans: [],
    defaultPlan: {},
    faults: [],
    tasks: new Map(dataFile !== undefined && existsSync(dataFile) ? JSON.parse(readFileSync(dataFile, 'utf8')) : []),
    requests: [],
    linkKey: Buffer.from(apiKey),
    origin: '',
    now,
  };
  const { origin, close, goAway, comeBack } = await listenOnLoopback((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const handle = () => {
      if (url.pathname.startsWith('/control/')) return handleControl(state, request, response, url);
      if (url.pathname === '/model/v1/generation') return handleGeneration(state, request, response);
      if (url.pathname.startsWith('/model/v1/generation/task/')) return handlePoll(state, request, response, url);
      return handleResult(state, request, response, url);
    };
    Promise.resolve()
      .then(handle)
      .catch((error: unknown) => {
        console.error('image API stand-in:', error);
        response.destroy();
      });
  }, port);
  state.origin = origin;
  const stop = async () => {
    if (dataFile !== undefined) writeFileSync(dataFile, JSON.stringify([...state.tasks]));
    await close();
  };
  return {
    baseUrl: origin,
    apiKey,
    state,
    charges: () => [...state.tasks.values()].map((task) => chargeOf(task, state.now())),
    goAway,
    comeBack,
    close: stop,
    [Symbol.asyncDispose]: stop,
  };
}
