import { sendJson, sendText } from '../http/answer.ts';
import type { Handler } from '../http/exchange.ts';
import { infoShape, versionShape } from '../shapes/machine.ts';

/** GET and HEAD /_ping */
export const ping: Handler = ({ request, response }) => {
  const body = request.method === 'HEAD' ? '' : 'OK';
  sendText(response, body, { 'Cache-Control': 'no-cache, no-store, must-revalidate', Pragma: 'no-cache' });
};

/** GET /version */
export const version: Handler = ({ response }) => sendJson(response, 200, versionShape());

/** GET /info */
export const info: Handler = ({ response, world }) => sendJson(response, 200, infoShape(world));
