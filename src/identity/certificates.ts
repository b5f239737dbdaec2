/**
 * Certificates for HTTPS: an authority that is made once and kept, so that it has to be trusted once, and a certificate
 * of the server that the authority signs anew at each start.
 */
import { createPrivateKey, KeyObject, webcrypto, X509Certificate } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemTime } from '../lifecycle/clock.js';
import { keep, readKept } from './folder.js';

/** A certificate and its private key, both as PEM. */
export interface Certified {
  readonly cert: string;
  readonly key: string;
}

/** The names of the service that the emulator can stand in for, and those of this machine. */
export const SERVER_NAMES: readonly string[] = [
  'localhost',
  '127.0.0.1',
  '::1',
  'graph.microsoft.com',
  'login.microsoftonline.com',
  'login.microsoft.com',
  'login.windows.net',
  'management.azure.com',
];

const FILE = 'authority.pem';
/** What users download or point their clients to. */
export const AUTHORITY_FILE = 'ca.pem';
const DAY = 24 * 3600 * 1000;
const AUTHORITY_DAYS = 3650;
/** Browsers refuse certificates that are valid for longer. */
const SERVER_DAYS = 397;
const SUBJECT = 'CN=graph-entitlement-emulator, O=For tests on this machine only';
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** Where the authority is kept when no folder is named: with the user's data, or else with what is temporary. */
export function defaultFolder(): string {
  const data = process.env['XDG_DATA_HOME'] ?? process.env['LOCALAPPDATA'] ?? join(homedir(), '.local', 'share');
  const folder = join(data, 'graph-entitlement-emulator');
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch {
    return join(tmpdir(), 'graph-entitlement-emulator');
  }
}

/** The authority of a folder, made when there is none; its certificate is also written to `ca.pem` there. */
export async function authorityIn(folder: string): Promise<Certified> {
  const kept = readKept(folder, FILE);
  const pem = kept !== undefined && isCurrent(kept) ? kept : await renewed(folder);
  const [cert = '', key = ''] = pem.split(/(?=-----BEGIN PRIVATE KEY)/);
  writeFileSync(join(folder, AUTHORITY_FILE), cert);
  return { cert, key };
}

async function renewed(folder: string): Promise<string> {
  rmSync(join(folder, FILE), { force: true });
  const { cert, key } = await makeAuthority();
  return keep(folder, FILE, `${cert}\n${key}`);
}

const isCurrent = (pem: string): boolean =>
  Date.parse(new X509Certificate(pem).validTo) > systemTime() + SERVER_DAYS * DAY;

async function makeAuthority(): Promise<Certified> {
  const { x509 } = await import('./x509.js');
  const keys = await newKeys();
  const usage = x509.KeyUsageFlags;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: SUBJECT,
    keys,
    signingAlgorithm: ALGORITHM,
    ...validFor(AUTHORITY_DAYS),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(usage.keyCertSign | usage.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: certificate.toString('pem'), key: pemOf(keys.privateKey) };
}

/** A certificate for a server of these names and addresses, which the authority has signed. */
export async function serverCertificate(authority: Certified, names: readonly string[]): Promise<Certified> {
  const { x509 } = await import('./x509.js');
  const keys = await newKeys();
  const issuer = new x509.X509Certificate(authority.cert);
  const usage = x509.KeyUsageFlags;
  const alternatives = names.map((value) => ({ type: isAddress(value) ? ('ip' as const) : ('dns' as const), value }));
  const certificate = await x509.X509CertificateGenerator.create({
    subject: 'CN=localhost',
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey: await signingKey(authority.key),
    signingAlgorithm: ALGORITHM,
    ...validFor(SERVER_DAYS),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(usage.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(alternatives),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ],
  });
  return { cert: certificate.toString('pem'), key: pemOf(keys.privateKey) };
}

const isAddress = (name: string): boolean => /^[\d.]+$|:/.test(name);

const newKeys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

const pemOf = (key: webcrypto.CryptoKey): string =>
  KeyObject.from(key).export({ type: 'pkcs8', format: 'pem' }) as string;

function signingKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
  return webcrypto.subtle.importKey('pkcs8', der, ALGORITHM, false, ['sign']);
}

/** From yesterday, should the clock of a client be behind. */
function validFor(days: number): { notBefore: Date; notAfter: Date } {
  const now = systemTime();
  return { notBefore: new Date(now - DAY), notAfter: new Date(now + days * DAY) };
}
