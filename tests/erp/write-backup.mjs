// Writes a backup as the School ERP did: [16 bytes IV][16 bytes tag][AES-256-GCM of gzip of JSON]. It shares no code with what reads it.
//   BACKUP_ENCRYPTION_KEY=<64 hex digits> node write-backup.mjs tables.json out.enc
import { createCipheriv, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const [tables, out] = process.argv.slice(2);
const json = JSON.stringify({ version: '1.0', timestamp: '2025-11-21T10:28:30.846Z', tables: JSON.parse(readFileSync(tables, 'utf8')) });
const iv = randomBytes(16);
const cipher = createCipheriv('aes-256-gcm', Buffer.from(process.env.BACKUP_ENCRYPTION_KEY, 'hex'), iv);
const encrypted = Buffer.concat([cipher.update(gzipSync(json)), cipher.final()]);
writeFileSync(out, Buffer.concat([iv, cipher.getAuthTag(), encrypted]));
