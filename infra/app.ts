import { App } from 'aws-cdk-lib';
import { buildBundles } from './bundles.ts';
import { checkRules, makeService } from './service.ts';

buildBundles();
const app = new App();
makeService(app);
checkRules(app);
