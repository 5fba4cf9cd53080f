import { useForm } from './form-context.ts';
import { TextField } from './TextField.tsx';

/** A check of our own, and how often and how long; empty leaves the image's. */
export function HealthFields() {
  const { values, change } = useForm();
  return (
    <>
      <TextField
        mono
        field="healthCheck.command"
        label="Check"
        placeholder="wget -q -O /dev/null http://localhost/"
        hint="Run by the container’s shell; 0 is healthy. Empty: the image’s own check."
        value={values.healthCommand}
        onChange={(healthCommand) => change({ healthCommand })}
      />
      {values.healthCommand.trim() !== '' && (
        <>
          <TextField
            field="healthCheck.intervalSeconds"
            label="Every, in seconds"
            value={values.healthInterval}
            onChange={(healthInterval) => change({ healthInterval })}
          />
          <TextField
            field="healthCheck.timeoutSeconds"
            label="Timeout, in seconds"
            value={values.healthTimeout}
            onChange={(healthTimeout) => change({ healthTimeout })}
          />
          <TextField
            field="healthCheck.retries"
            label="Unhealthy after"
            hint="Failures in a row."
            value={values.healthRetries}
            onChange={(healthRetries) => change({ healthRetries })}
          />
          <TextField
            field="healthCheck.startPeriodSeconds"
            label="Start period, in s"
            hint="Failures in this time after the start don’t count."
            value={values.healthStartPeriod}
            onChange={(healthStartPeriod) => change({ healthStartPeriod })}
          />
        </>
      )}
    </>
  );
}
