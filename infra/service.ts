import { type App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readProvince } from './province.ts';
import { AdmittingStack } from './stacks/admitting-stack.ts';
import { FrontStack } from './stacks/front-stack.ts';
import { GoverningStack } from './stacks/governing-stack.ts';
import { IssuingStack } from './stacks/issuing-stack.ts';
import { PublishingStack } from './stacks/publishing-stack.ts';
import { SealingStack } from './stacks/sealing-stack.ts';
import { VerifyingStack } from './stacks/verifying-stack.ts';

/** The whole service on one page: a stack a trust zone, and a front door. */
export function makeService(app: App): void {
  const province = readProvince(app);
  const props = { province, env: { region: province.regions[0] } };
  const named = (zone: string) => `yinzheng-${province.slug}-${zone}`;

  const { directory } = new GoverningStack(app, named('governing'), props);
  const admitting = new AdmittingStack(app, named('admitting'), { ...props, directory });
  const sealing = new SealingStack(app, named('sealing'), { ...props, directory });
  const { seals } = sealing;
  const issuing = new IssuingStack(app, named('issuing'), { ...props, directory, seals });
  const { register } = issuing;
  const publishing = new PublishingStack(app, named('publishing'), {
    ...props,
    directory,
    seals,
    register,
  });
  const verifying = new VerifyingStack(app, named('verifying'), props);
  new FrontStack(app, named('front'), {
    ...props,
    authoriser: admitting.authoriser,
    refusal: admitting.refusal,
    functions: [admitting, sealing, issuing, publishing, verifying].flatMap(
      (zone) => zone.functions,
    ),
  });

  Tags.of(app).add('service', 'yinzheng');
  Tags.of(app).add('province', province.slug);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
