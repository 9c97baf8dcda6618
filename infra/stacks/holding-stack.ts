import { CfnParameter } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { VariableName } from '../../shared/config/variables.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { MacKey } from '../constructs/signing-key.ts';
import { ZoneTable } from '../constructs/zone-table.ts';
import { type ZoneProps, ZoneStack } from './zone-stack.ts';

interface Props extends ZoneProps {
  /** Behind the digests of holder codes: whom something is delegated to is named by code. */
  readonly macKey: MacKey;
  readonly directory: ZoneTable;
  readonly register: ZoneTable;
}

/** Of the register, what no holder has to do with: only licences and the links to a holder's own. */
const notOfHolders = [
  ...['idem#*', 'number#*', 'dept#*', 'reserved#*', 'draft#*', 'drafts#*', 'lease#*'],
  ...['issued#*', 'issue-gate#*', 'seal-use#*', 'lists', 'list#*'],
];

/** Of the directory, who there is: clients and departments, by name. */
const verifiers = ['client#*', 'department#*'];
const leaves = ['authorisation#*'];
const delegations = ['delegation#*'];
const requests = ['request#*'];

/** What holders decide: who may see which of their licences. Nothing here signs, or writes the register. */
export class HoldingStack extends ZoneStack {
  private readonly register: ZoneTable;
  private readonly directory: ZoneTable;
  readonly holding: ZoneTable;
  private readonly codeKey: MacKey;
  private readonly anchors: CfnParameter;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    this.register = props.register;
    this.directory = props.directory;
    this.holding = new ZoneTable(this, 'Holding', { stream: true, isGlobal: true });
    this.codeKey = new MacKey(this, 'CodeKey', 'code');
    this.anchors = new CfnParameter(this, 'TrustAnchors', {
      description: 'Root certificates that end a chain: DER, base64, separated by commas',
    });
    this.addShowing();
    this.addAuthorising();
    this.addCodes();
    this.addRetrieving();
    this.addDelegating(props);
    this.addRequesting();
    this.addChecking(props);
    this.addDuties(props);
    this.addComplaining();
  }

  /** What a holder sees: own licences, own leaves, own uses. */
  private addShowing(): void {
    const show = this.add('ShowOwnLicences', { registerTable: this.register.tableName });
    this.register.grantListing(show, ['holder#*']);
    this.register.grantGathering(show, { except: notOfHolders });
    this.grantLicences(show);
    const { holdingTable } = this;
    const leavesShown = this.add('ShowAuthorisations', { holdingTable });
    this.holding.grantReading(leavesShown, leaves);
    this.holding.grantListing(leavesShown, ['authorisations#*', ...leaves]);
    this.holding.grantGathering(leavesShown, leaves);
    const uses = this.add('ListUses', { holdingTable });
    this.holding.grantListing(uses, ['uses#*']);
    this.holding.grantGathering(uses, ['complaint#*', 'complaint-answer#*']);
  }

  private addAuthorising(): void {
    const { holdingTable } = this;
    const authorise = this.add('AuthoriseUse', {
      holdingTable,
      registerTable: this.register.tableName,
      directoryTable: this.directory.tableName,
    });
    this.grantLicences(authorise);
    this.directory.grantReading(authorise, verifiers);
    this.holding.grantReading(authorise, ['idem#*', ...delegations]);
    this.holding.grantPutting(authorise, ['idem#*', 'authorisations#*', ...leaves]);
    this.holding.grantChanging(authorise, ['count#*', ...delegations]);
    const withdraw = this.add('WithdrawAuthorisation', { holdingTable });
    this.holding.grantReading(withdraw, leaves);
    this.holding.grantChanging(withdraw, leaves);
  }

  private addCodes(): void {
    const make = this.add('MakeShowCode', {
      holdingTable: this.holdingTable,
      directoryTable: this.directory.tableName,
      codeKey: this.codeKey.keyArn,
    });
    this.codeKey.grantDigesting(make);
    this.directory.grantReading(make, ['client#*']);
    this.holding.grantReading(make, ['idem#*', ...leaves]);
    this.holding.grantPutting(make, ['idem#*', 'code#*', 'spoken#*', ...leaves]);
    this.holding.grantChecking(make, [...leaves, ...delegations]);
  }

  private addRetrieving(): void {
    const retrieve = this.add('RetrieveLicences', {
      holdingTable: this.holdingTable,
      registerTable: this.register.tableName,
      directoryTable: this.directory.tableName,
      codeKey: this.codeKey.keyArn,
      shelfUrl: this.province.url,
      trustAnchors: this.anchors.valueAsString,
    });
    this.codeKey.grantDigesting(retrieve);
    this.directory.grantReading(retrieve, verifiers);
    this.grantLicences(retrieve);
    const read = ['code#*', 'spoken#*', 'retrieval#*', ...requests, ...leaves, ...delegations];
    this.holding.grantReading(retrieve, read);
    this.holding.grantGathering(retrieve, [...requests, ...leaves]);
    this.holding.grantPutting(retrieve, ['retrieval#*', 'copies#*', 'uses#*', 'made#*']);
    this.holding.grantChanging(retrieve, ['retrieval#*', ...requests, ...leaves]);
    this.holding.grantChecking(retrieve, delegations);
  }

  /** Offered by a holder, accepted by whom it is for, ended by either. */
  private addDelegating({ macKey }: Props): void {
    const { holdingTable } = this;
    const delegate = this.add('Delegate', {
      holdingTable,
      registerTable: this.register.tableName,
      macKey: macKey.keyArn,
    });
    macKey.grantDigesting(delegate);
    this.grantLicences(delegate);
    this.holding.grantReading(delegate, ['idem#*']);
    this.holding.grantPutting(delegate, ['idem#*', 'delegations#*', ...delegations]);
    this.holding.grantChanging(delegate, ['count#*']);
    const show = this.add('ShowDelegations', { holdingTable });
    this.holding.grantReading(show, delegations);
    this.holding.grantListing(show, ['delegations#*']);
    this.holding.grantGathering(show, delegations);
    const accept = this.add('AcceptDelegation', { holdingTable });
    this.holding.grantReading(accept, ['idem#*', ...delegations]);
    this.holding.grantPutting(accept, ['idem#*']);
    this.holding.grantChanging(accept, delegations);
    const end = this.add('EndDelegation', { holdingTable });
    this.holding.grantReading(end, delegations);
    this.holding.grantChanging(end, delegations);
  }

  /** A counter asks, the holder decides. */
  private addRequesting(): void {
    const { holdingTable } = this;
    const ask = this.add('AskForLicences', {
      holdingTable,
      directoryTable: this.directory.tableName,
    });
    this.directory.grantReading(ask, verifiers);
    this.holding.grantReading(ask, ['idem#*', ...requests]);
    this.holding.grantPutting(ask, ['idem#*', ...requests]);
    const decide = this.add('DecideRequest', {
      holdingTable,
      registerTable: this.register.tableName,
    });
    this.grantLicences(decide);
    this.holding.grantReading(decide, ['idem#*', ...requests]);
    this.holding.grantPutting(decide, ['idem#*', 'authorisations#*', ...leaves]);
    this.holding.grantChanging(decide, ['count#*', ...requests]);
  }

  /** What verifiers were told: yes or no, counted, and seen by every holder. */
  private addChecking({ macKey }: Props): void {
    const check = this.add('AnswerFieldCheck', {
      holdingTable: this.holdingTable,
      registerTable: this.register.tableName,
      directoryTable: this.directory.tableName,
      macKey: macKey.keyArn,
    });
    macKey.grantDigesting(check);
    this.directory.grantReading(check, verifiers);
    this.grantLicences(check);
    this.register.grantGathering(check, ['number#*']);
    this.holding.grantReading(check, ['idem#*', 'asked#*']);
    this.holding.grantPutting(check, ['idem#*', 'asked#*', 'uses#*']);
    this.holding.grantChanging(check, ['count#*']);
  }

  /** What departments look up by a written duty: counted, and seen by every holder. */
  private addDuties({ macKey }: Props): void {
    const lookUp = this.add('LookUpByDuty', {
      holdingTable: this.holdingTable,
      registerTable: this.register.tableName,
      directoryTable: this.directory.tableName,
      macKey: macKey.keyArn,
      shelfUrl: this.province.url,
      trustAnchors: this.anchors.valueAsString,
    });
    macKey.grantDigesting(lookUp);
    this.directory.grantReading(lookUp, verifiers);
    this.grantLicences(lookUp);
    this.register.grantListing(lookUp, ['holder#*']);
    this.register.grantGathering(lookUp, { except: notOfHolders });
    // numbers of nobody: what has no number to be found by goes the same way
    this.register.grantGathering(lookUp, ['number#none#*']);
    this.holding.grantReading(lookUp, ['duty-check#*', 'asked#*']);
    this.holding.grantGathering(lookUp, ['count#duty-check-news#*']);
    this.holding.grantPutting(lookUp, ['duty-check#*', 'asked#*', 'uses#*']);
    this.holding.grantChanging(lookUp, ['duty-check#*', 'count#*']);
  }

  /** A holder says what they have against a use; who used it hears that and answers. */
  private addComplaining(): void {
    const { holdingTable } = this;
    const complain = this.add('Complain', { holdingTable });
    this.holding.grantReading(complain, ['idem#*', 'uses#*']);
    this.holding.grantPutting(complain, ['idem#*', 'complaint#*', 'complaints#*']);
    const handle = this.add('HandleComplaints', { holdingTable });
    this.holding.grantReading(handle, ['idem#*', 'complaints#*']);
    this.holding.grantListing(handle, ['complaints#*']);
    this.holding.grantGathering(handle, ['complaint#*', 'complaint-answer#*']);
    this.holding.grantPutting(handle, ['idem#*', 'complaint-answer#*']);
  }

  /** Licences by their ids, and the links that say whose they are. */
  private grantLicences(fn: ServiceFunction): void {
    this.register.grantReading(fn, { except: notOfHolders });
  }

  private add(id: string, environment: Partial<Record<VariableName, string>>): ServiceFunction {
    const name = id.replace(/\B[A-Z]/g, '-$&').toLowerCase();
    return new ServiceFunction(this, id, {
      handler: `holding/${name}`,
      environment: { provinceUrl: this.province.url, ...environment },
    });
  }

  private get holdingTable(): string {
    return this.holding.tableName;
  }
}
