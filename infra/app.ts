import { App } from 'aws-cdk-lib';
import { buildBundles } from './bundles.ts';
import { makeService } from './service.ts';

buildBundles();
makeService(new App());
