// Reads a backup as the School ERP did, and prints its JSON.
//   BACKUP_ENCRYPTION_KEY=<64 hex digits> node read-backup.mjs backup.enc
import { createDecipheriv } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const file = readFileSync(process.argv[2]);
const decipher = createDecipheriv('aes-256-gcm', Buffer.from(process.env.BACKUP_ENCRYPTION_KEY, 'hex'), file.subarray(0, 16));
decipher.setAuthTag(file.subarray(16, 32));
process.stdout.write(gunzipSync(Buffer.concat([decipher.update(file.subarray(32)), decipher.final()])));
