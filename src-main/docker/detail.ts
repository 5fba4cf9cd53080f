import { z } from 'zod';
import { boundText, type ContainerDetail, type environmentSchema } from '../../src-shared/container-detail.ts';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import { containerIdSchema } from '../../src-shared/ids.ts';
import type { Container } from '../../src-shared/model.ts';
import type { EngineClient } from './client.ts';
import { detailOf, environmentOf } from './detail-decode.ts';
import { errorFacts, toFailure } from './problems.ts';

export type Environment = z.infer<typeof environmentSchema>;

/** Asks the engine for what only inspect knows of `container`, bounded, without the environment's values. */
export function readDetail(client: EngineClient, container: Container): Promise<Result<ContainerDetail>> {
  return inspect(client, container, (answer) => detailOf(container, answer));
}

/** The environment with its values, in the order of the container's configuration. */
export function readEnvironment(client: EngineClient, container: Container): Promise<Result<Environment>> {
  return inspect(client, container, environmentOf);
}

async function inspect<T>(client: EngineClient, container: Container, decode: (answer: unknown) => T): Promise<Result<T>> {
  if (!containerIdSchema.safeParse(container.id).success)
    return fail('validation_error', 'This is not a container id, so nothing was asked of the engine.');
  try {
    const answer: unknown = await client.call((docker) => docker.getContainer(container.id).inspect());
    return succeed(decode(answer));
  } catch (error) {
    const name = boundText(container.name, 64);
    if (error instanceof z.ZodError) {
      return fail(
        'docker_api_error',
        `The engine tells of ${name} in a form that Quarterdeck does not know. Look at it with docker inspect.`,
        {
          field: error.issues[0]?.path.map(String).join('.').slice(0, 200) ?? '',
        },
      );
    }
    const advice = errorFacts(error).statusCode === 404 ? `No such container any more: ${name} was removed meanwhile.` : undefined;
    return { ok: false, failure: toFailure(error, client.address, advice) };
  }
}
