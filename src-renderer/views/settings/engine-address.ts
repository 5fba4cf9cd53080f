const longestAddress = 1_024;
const examples = 'unix:///var/run/docker.sock or tcp://127.0.0.1:2375';

/**
 * Null where the text may be an engine's address, else what is wrong with it. A first look while typing: the core has
 * the last word and tells it as the host's problem.
 */
export function engineAddressProblem(text: string): string | null {
  const address = text.trim();
  if (address === '') return null;
  if (address.length > longestAddress) return 'This is too long for an address';
  if (/\s/.test(address)) return 'An address has no spaces';
  if (/^ssh:/i.test(address)) return 'Engines over ssh are not supported yet';
  if (/^https:/i.test(address)) return 'Engines over TLS are not supported yet';
  if (/^unix:\/\//i.test(address)) return address.slice(7).startsWith('/') ? null : `A socket’s path starts with a slash: ${examples}`;
  if (/^npipe:\/\//i.test(address) || address.startsWith('\\\\.\\pipe\\') || address.startsWith('/')) return null;
  if (/^(tcp|http):\/\//i.test(address)) return isHostAndPort(address) ? null : `Not a host and port: ${examples}`;
  if (/^[^/\s:@]+:\d+$/.test(address)) return null;
  return `Not an engine’s address: ${examples}`;
}

function isHostAndPort(address: string): boolean {
  const asHttp = address.replace(/^tcp:/i, 'http:');
  if (!URL.canParse(asHttp)) return false;
  const url = new URL(asHttp);
  return url.hostname !== '' && ['', '/'].includes(url.pathname) && url.username === '' && url.password === '';
}
