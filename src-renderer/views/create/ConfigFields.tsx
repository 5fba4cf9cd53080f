import type { ReactNode } from 'react';
import { CommandField } from './CommandField.tsx';
import { imageSuggestions, useOptions } from './create-options.ts';
import { EnvironmentField } from './EnvironmentField.tsx';
import { FieldProblem } from './FieldProblem.tsx';
import { FormRow } from './FormRow.tsx';
import { FormSection } from './FormSection.tsx';
import { useForm } from './form-context.ts';
import { HealthFields } from './HealthFields.tsx';
import { LabelsField } from './LabelsField.tsx';
import { LimitFields } from './LimitFields.tsx';
import { NetworksField } from './NetworksField.tsx';
import { PortsField } from './PortsField.tsx';
import { SuggestInput } from './SuggestInput.tsx';
import { sectionWords } from './section-words.ts';
import { TextField } from './TextField.tsx';
import { VolumesField } from './VolumesField.tsx';

export interface ConfigFieldsProps {
  readonly isLocal: boolean;
  /** Fields that only some forms have: after the image, and at the end. */
  readonly afterImage?: ReactNode;
  readonly atEnd?: ReactNode;
}

/** The fields of a container's configuration: the common ones, then the others folded. */
export function ConfigFields({ isLocal, afterImage, atEnd }: ConfigFieldsProps) {
  const { values, change, idOf } = useForm();
  const images = imageSuggestions(useOptions());
  return (
    <>
      <div className="form-part">
        <FormRow label="Image" htmlFor={idOf('image')}>
          <SuggestInput
            first
            field="image"
            placeholder="nginx:alpine"
            suggestions={images}
            value={values.image}
            onChange={(image) => change({ image })}
          />
          <FieldProblem field="image" />
        </FormRow>
        {afterImage}
        <CommandField
          field="command"
          label="Command"
          placeholder="the image’s own"
          value={values.command}
          onChange={(command) => change({ command })}
        />
        <PortsField />
        <EnvironmentField />
        <VolumesField isLocal={isLocal} />
      </div>
      <FormSection title="Restart and limits" words={sectionWords.limits(values)}>
        <LimitFields />
      </FormSection>
      <FormSection title="Networks" words={sectionWords.networks(values)}>
        <NetworksField />
      </FormSection>
      <FormSection title="Process" words={sectionWords.process(values)}>
        <CommandField
          field="entrypoint"
          label="Entrypoint"
          placeholder="the image’s own"
          value={values.entrypoint}
          onChange={(entrypoint) => change({ entrypoint })}
        />
        <TextField
          mono
          field="workingDirectory"
          label="Working directory"
          placeholder="the image’s own"
          value={values.workingDirectory}
          onChange={(workingDirectory) => change({ workingDirectory })}
        />
        <TextField
          field="user"
          label="User"
          placeholder="the image’s own"
          hint="A name or a number, with a group if wanted: 1000:1000."
          value={values.user}
          onChange={(user) => change({ user })}
        />
      </FormSection>
      <FormSection title="Health check" words={sectionWords.health(values)}>
        <HealthFields />
      </FormSection>
      <FormSection title="Labels" words={sectionWords.labels(values)}>
        <LabelsField />
      </FormSection>
      {atEnd}
    </>
  );
}
