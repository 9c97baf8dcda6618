import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { makeService } from '../service.ts';
import type { SynthesisedStack, Template } from './read-cloud.ts';

const bundles = fileURLToPath(new URL('../../functions', import.meta.url));

/** The templates of all stacks for these Regions, the one that writes first, as `cdk synth` makes them but for the code, which stays unbundled. */
export function synthesise(
  ...regions: readonly [string, ...string[]]
): readonly SynthesisedStack[] {
  const outdir = mkdtempSync(join(tmpdir(), 'yinzheng-synth-'));
  try {
    const app = new App({
      outdir,
      context: { region: regions.join(), bundles },
      // who asks for rights does not ask whether CloudFormation likes the templates
      builtinCloudFormationValidation: false,
      treeMetadata: false,
    });
    makeService(app);
    return app.synth().stacks.map(({ stackName, template, environment }) => ({
      stackName,
      region: environment.region,
      template: template as Template,
    }));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
