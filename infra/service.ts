import { type App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { type Province, readProvince } from './province.ts';
import { AdmittingStack } from './stacks/admitting-stack.ts';
import { CopiesStack } from './stacks/copies-stack.ts';
import { FrontStack } from './stacks/front-stack.ts';
import { GoverningStack } from './stacks/governing-stack.ts';
import { HoldingStack } from './stacks/holding-stack.ts';
import { IssuingStack } from './stacks/issuing-stack.ts';
import { NotifyingStack } from './stacks/notifying-stack.ts';
import { PublishingStack } from './stacks/publishing-stack.ts';
import { SealingStack } from './stacks/sealing-stack.ts';
import { SupervisingStack } from './stacks/supervising-stack.ts';
import { TrailStack } from './stacks/trail-stack.ts';
import { VerifyingStack } from './stacks/verifying-stack.ts';
import { WorkStack } from './stacks/work-stack.ts';

/** The whole service on one page: in every Region of the province a stack a trust zone, and a front door. */
export function makeService(app: App): void {
  const province = readProvince(app);
  for (const region of province.regions) addRegion(app, province, region);
  Tags.of(app).add('service', 'yinzheng');
  Tags.of(app).add('province', province.slug);
}

function addRegion(app: App, province: Province, region: string): void {
  const env = { region };
  const place = region === province.regions[0] ? '' : 'standby-';
  const named = (zone: string) => `yinzheng-${province.slug}-${place}${zone}`;

  const { alarmTopic } = new SupervisingStack(app, named('supervising'), { province, env });
  const props = { province, env, alarmTopic };
  const governing = new GoverningStack(app, named('governing'), props);
  const { directory } = governing;
  const sealing = new SealingStack(app, named('sealing'), { ...props, directory });
  const { seals, files } = sealing;
  const issuing = new IssuingStack(app, named('issuing'), { ...props, directory, seals, files });
  const { register, macKey, jobs } = issuing;
  const admitting = new AdmittingStack(app, named('admitting'), { ...props, directory, macKey });
  const registered = { ...props, directory, register };
  const holding = new HoldingStack(app, named('holding'), { ...registered, macKey });
  const copied = { ...registered, seals, files, holding: holding.holding };
  const copies = new CopiesStack(app, named('copies-issuing'), copied);
  const { trailWork } = new TrailStack(app, named('trail-supervising'), { ...props, directory });
  const sources = { ...registered, seals, jobs, trailWork, holding: holding.holding };
  const notifying = new NotifyingStack(app, named('notifying'), sources);
  const waiting = { ...sources, outlet: notifying.outlet };
  const work = new WorkStack(app, named('work-issuing'), waiting);
  const told = { ...registered, seals, factWork: notifying.factWork, trailWork };
  const publishing = new PublishingStack(app, named('publishing'), told);
  const verifying = new VerifyingStack(app, named('verifying'), { ...props, files });
  new FrontStack(app, named('front'), {
    ...props,
    authoriser: admitting.authoriser,
    refusal: admitting.refusal,
    shelf: publishing.shelf,
    served: [
      ...[governing, admitting, sealing, issuing, holding, copies, work, publishing, notifying],
      verifying,
    ].flatMap((zone) => zone.functions),
  });
}

/** Two rule packs that nothing may breach without a written reason: a finding ends the synthesis. */
export function checkRules(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new NIST80053R5Checks(app));
}
