import { type Failure, makeFailure } from '../../src-shared/failure.ts';
import { redactText } from '../lib/redact.ts';

/** What the registry's or the engine's refusal means; `IMAGE` is what was asked for. Seen on Engine 20.10. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [
    /pull access denied|unauthorized|authentication required|no basic auth credentials|denied: /i,
    'IMAGE can’t be pulled: it does not exist, or its registry asks for a login. Check the name; of a private image, run docker pull IMAGE in a terminal first.',
  ],
  [
    /manifest .*unknown|manifest for .* not found|not found: manifest|name unknown|repository .* not found/i,
    'There is no IMAGE in its registry. Check the name and the tag.',
  ],
  [/no matching manifest for (\S+)/i, 'IMAGE is not made for the processor of this engine. Choose another tag.'],
  [
    /toomanyrequests|too many requests|rate limit/i,
    'The registry gives no more of IMAGE for now: too much was pulled from here. Wait, or log in with docker login.',
  ],
  [
    /no space left on device/i,
    'The engine’s disk is full. Free some space (docker system prune removes what nobody uses), then try again.',
  ],
  [
    /server gave HTTP response to HTTPS client/i,
    'The registry of IMAGE speaks plain HTTP, which the engine refuses. Name it in the engine’s insecure-registries.',
  ],
  [/x509|certificate/i, 'The engine does not trust the certificate of IMAGE’s registry. Add it to the engine’s certificates.'],
  [
    /no such host|lookup .*: |dial tcp|i\/o timeout|connection refused|network is unreachable|Client\.Timeout|TLS handshake timeout|request canceled while waiting|unexpected EOF|connection reset/i,
    'IMAGE is not on this host, and its registry can’t be reached. Check the network, or choose an image that is here.',
  ],
  [/filesystem layer verification failed|unexpected commit digest|digest/i, 'IMAGE arrived damaged. Try again.'],
  [/invalid reference format/i, 'IMAGE is no image name. Write it as name:tag, such as nginx:alpine.'],
];

/** The Failure of a pull, from the engine's own words, whichever way they came. Pure. */
export function pullFailure(image: string, words: string, statusCode: number | null): Failure {
  const shown = image.length > 120 ? `${image.slice(0, 119)}…` : image;
  const engine = redactText(words).slice(0, 500);
  const details = { image: shown, engine, ...(statusCode === null ? {} : { statusCode: String(statusCode) }) };
  const sentence = sentences.find(([pattern]) => pattern.test(words))?.[1];
  const fallback = `IMAGE could not be pulled: the engine says “${engine.replace(/\.$/, '').slice(0, 300)}”. Look at the engine’s log if this is not clear.`;
  return makeFailure(
    'docker_api_error',
    (sentence ?? fallback).replaceAll('IMAGE', () => shown),
    details,
  );
}

/** An image that is named by its id can't be pulled. Pure. */
export function noSuchImageId(image: string): Failure {
  return makeFailure('docker_api_error', `There is no image ${image} on this host. An id can’t be pulled; name the image as name:tag.`, {
    image,
  });
}
