import { type Failure, makeFailure } from '../../src-shared/failure.ts';
import type { Problem } from '../../src-shared/model.ts';
import { redactText } from '../lib/redact.ts';
import type { EngineAddress } from './address.ts';

/** A call that the engine did not answer within its deadline. */
export class DeadlineError extends Error {
  readonly deadlineMs: number;

  constructor(deadlineMs: number) {
    super(`no answer within ${deadlineMs} ms`);
    this.name = 'DeadlineError';
    this.deadlineMs = deadlineMs;
  }
}

/** What an error of the engine's or of the way to it tells; every field is null where it says nothing. */
export interface ErrorFacts {
  /** 'ENOENT', 'ECONNREFUSED' ... or 'DEADLINE'. */
  readonly code: string | null;
  readonly statusCode: number | null;
  /** The engine's own words, at most 500 characters; without the secrets of what was asked, which they may quote. */
  readonly engineMessage: string | null;
}

export function errorFacts(error: unknown): ErrorFacts {
  if (error instanceof DeadlineError) return { code: 'DEADLINE', statusCode: null, engineMessage: null };
  if (typeof error !== 'object' || error === null) return { code: null, statusCode: null, engineMessage: null };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  const statusCode = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : null;
  return { code, statusCode, engineMessage: statusCode === null ? null : engineMessage(error) };
}

/** docker-modem keeps the engine's answer in `json`; Podman says `cause` and `message`. */
function engineMessage(error: object): string | null {
  const json = 'json' in error ? error.json : null;
  const text = typeof json === 'object' && json !== null && 'message' in json ? json.message : null;
  return typeof text === 'string' && text !== '' ? redactText(text.trim()).replace(/\.$/, '').slice(0, 500) : null;
}

/** Whether the way to the engine is at fault, and not what was asked of it. */
export function isConnectionError(error: unknown): boolean {
  const facts = errorFacts(error);
  return facts.statusCode === null && facts.code !== null;
}

/** Why the engine at `address` can't be used, for the status and the discovery screens. */
export function toProblem(error: unknown, address: EngineAddress): Problem {
  const facts = errorFacts(error);
  const at = address.text;
  switch (facts.code) {
    case 'ENOENT':
      return { kind: 'socketMissing', message: `There is no socket at ${at}. Start the engine, or install one if there is none.` };
    case 'ECONNREFUSED':
      return { kind: 'refused', message: `Nothing answers at ${at}. The engine is not running; start it.` };
    case 'EACCES':
    case 'EPERM':
      return { kind: 'permissionDenied', message: permissionMessage(at) };
    case 'DEADLINE':
    case 'ETIMEDOUT':
      return {
        kind: 'notAnswering',
        message: `The engine at ${at} is there but does not answer. It may be busy or hung; restart it if this lasts.`,
      };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { kind: 'refused', message: `The name in ${at} is not known. Check the address and the network.` };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return { kind: 'refused', message: `${at} can't be reached from here. Check the network.` };
    case 'ENOTSOCK':
    case 'EISDIR':
      return { kind: 'malformedAddress', message: `${at} is not a socket. Give the path of the engine's socket.` };
    case 'ECONNRESET':
    case 'EPIPE':
      return { kind: 'connectionLost', message: `The engine at ${at} closed the connection.` };
    case null:
      return facts.statusCode === null ? unexpected(error, at) : fromStatus(facts, at);
    default:
      return {
        kind: 'other',
        message: facts.code.startsWith('HPE_') ? notAnEngine(at) : `The engine at ${at} can't be reached (${facts.code}).`,
      };
  }
}

function fromStatus(facts: ErrorFacts, at: string): Problem {
  if (facts.statusCode === 403 || facts.statusCode === 401)
    return { kind: 'permissionDenied', message: `The engine at ${at} refuses us: ${facts.engineMessage ?? 'no reason given'}.` };
  if (facts.statusCode === 404) return { kind: 'other', message: notAnEngine(at) };
  return { kind: 'other', message: `The engine at ${at} answered with an error: ${facts.engineMessage ?? `status ${facts.statusCode}`}.` };
}

/** Neither the network's nor the engine's: mostly a fault of ours, so its own words help most. */
function unexpected(error: unknown, at: string): Problem {
  const words = (error instanceof Error ? error.message : String(error)).slice(0, 300);
  return { kind: 'other', message: `The engine at ${at} can't be used: ${words}.` };
}

function notAnEngine(at: string): string {
  return `What answers at ${at} is not a container engine. Check the address.`;
}

function permissionMessage(at: string): string {
  return `You may not use the socket at ${at}. Join the group that owns it (mostly 'sudo usermod -aG docker $USER'), then log in again.`;
}

/** An error as the Failure of a command; `whatToDo` replaces the advice where the caller knows better. */
export function toFailure(error: unknown, address: EngineAddress, whatToDo?: string): Failure {
  const facts = errorFacts(error);
  const details: Record<string, string> = { address: address.text };
  if (facts.code !== null) details['code'] = facts.code;
  if (facts.statusCode === null) {
    const problem = toProblem(error, address);
    const kind = facts.code === null ? 'system_error' : 'docker_api_error';
    return makeFailure(kind, whatToDo ?? problem.message, details);
  }
  details['statusCode'] = String(facts.statusCode);
  if (facts.engineMessage !== null) details['engine'] = facts.engineMessage;
  return makeFailure('docker_api_error', whatToDo ?? statusSentence(facts), details);
}

function statusSentence(facts: ErrorFacts): string {
  switch (facts.statusCode) {
    case 404:
      return 'This container is no longer there. The list will catch up by itself.';
    case 409:
      return `The engine says that this conflicts with the container's state: ${facts.engineMessage ?? 'no reason given'}. Look at its state and try again.`;
    case 400:
      return `The engine did not accept this: ${facts.engineMessage ?? 'no reason given'}. Change the values and try again.`;
    default:
      return `The engine answered with an error: ${facts.engineMessage ?? `status ${facts.statusCode}`}. Try again, or look at the engine's log.`;
  }
}
