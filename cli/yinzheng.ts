#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { addAuditCommand } from './commands/audit.ts';
import { addBulkCommand } from './commands/bulk.ts';
import { addCeremonyCommand } from './commands/ceremony.ts';
import { addDirectoryCommand } from './commands/directory.ts';
import { addHolderCommand } from './commands/holder.ts';
import { addKitCommand } from './commands/kit.ts';
import { addLicenceCommand } from './commands/licence.ts';
import { addProvinceCommand } from './commands/province.ts';
import { addReceiptCommand } from './commands/receipt.ts';
import { addRedriveCommand } from './commands/redrive.ts';
import { addRestoreCommand } from './commands/restore.ts';
import { addRetrieveCommand } from './commands/retrieve.ts';
import { addSampleCommand } from './commands/sample.ts';
import { addSealCommand } from './commands/seal.ts';
import { addTokenCommand } from './commands/token.ts';
import { addUploadCommand } from './commands/upload.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { addWebhookCommand } from './commands/webhook.ts';
import { addWorkCommand } from './commands/work.ts';
import { exitCodes, explain } from './output.ts';
import { requireFolders } from './require-folders.ts';

const program = new Command('yinzheng')
  .description('Yinzheng 印证: electronic licences that anyone can trust')
  .option(
    '--client <file>',
    'client file: who calls (or YINZHENG_CLIENT)',
    process.env['YINZHENG_CLIENT'],
  )
  .option(
    '--province <url>',
    'who answers what needs no client (or YINZHENG_URL)',
    process.env['YINZHENG_URL'] ?? 'http://127.0.0.1:2100',
  )
  .option('--json', 'print the whole answer as JSON')
  .configureHelp({ showGlobalOptions: true })
  .hook('preAction', requireFolders)
  .exitOverride();
addTokenCommand(program);
addSealCommand(program);
addLicenceCommand(program);
addUploadCommand(program);
addSampleCommand(program);
addHolderCommand(program);
addRetrieveCommand(program);
addBulkCommand(program);
addWebhookCommand(program);
addWorkCommand(program);
addDirectoryCommand(program);
addCeremonyCommand(program);
addVerifyCommand(program);
addKitCommand(program);
addProvinceCommand(program);
addReceiptCommand(program);
addAuditCommand(program);
addRestoreCommand(program);
addRedriveCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? 0 : exitCodes.usage;
  else process.exitCode = explain(error);
}
