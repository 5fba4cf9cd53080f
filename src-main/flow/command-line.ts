import { flowDepthLimit, flowLineLimitBytes } from '../../src-shared/flow.ts';
import { isDeeper, type Json } from './json.ts';

/** The line for a command, with its newline; null where `data` nests too deep to be written at all. Pure. */
export function commandLine(id: string, command: string, data: Json): string | null {
  try {
    return `{"id":"${id}","command":${JSON.stringify(command)},"data":${JSON.stringify(data)}}\n`;
  } catch {
    return null;
  }
}

/** Why a container would not take that line, in a sentence; null where it would. Pure. */
export function lineProblem(line: string): string | null {
  // No character takes more than three bytes of UTF-8.
  if (line.length * 3 > flowLineLimitBytes && Buffer.byteLength(line) > flowLineLimitBytes) {
    return `This message is longer than ${flowLineLimitBytes / 1_024} KiB, which no flow container takes. Send less.`;
  }
  return line.length > flowDepthLimit * 2 && isDeeper(Buffer.from(line), flowDepthLimit) ? tooDeep : null;
}

export const tooDeep = `This message nests deeper than ${flowDepthLimit} levels, which no flow container takes.`;
