/** Files handed in for custom data provided resources, in sessions. */
import type { Draft } from '../../../model/edm.js';
import {
  type Resource,
  type UploadedFile,
  type UploadSession,
  uploadedFiles,
  uploadSessions,
} from '../../../model/entitlement/tables.js';
import { duplicateKey, invalidModel, own } from '../../errors/index.js';
import { type Context, now } from '../context.js';
import { all, some } from './records.js';

/**
 * Only one session is allowed for a resource and what its data is for, such as an instance of an access review.
 *
 * @throws GraphError 400 for a resource of another origin system and for a session without data, 409 for a second one
 * @see https://learn.microsoft.com/graph/api/accesspackageresource-post-uploadsessions
 */
export function openSession(context: Context, resource: Resource, fields: Draft): UploadSession {
  const { tx } = context;
  if (resource.originSystem !== 'CustomDataProvidedResource') {
    throw invalidModel('Files are handed in for custom data provided resources only.');
  }
  const { data } = fields as Partial<UploadSession>;
  if (!data) throw invalidModel("The property 'data' is required.");
  const { reviewInstanceId: referenceId = null } = data as { readonly reviewInstanceId?: string | null };
  const taken = (other: UploadSession) => referenceId !== null && other.referenceId === referenceId;
  if (some(tx, uploadSessions, 'resourceId', resource.id, taken)) throw duplicateKey();
  return tx.insert(uploadSessions, {
    id: context.newId(),
    kind: 'customDataProvidedResourceAccessReviewUploadSession',
    resourceId: resource.id,
    referenceId,
    createdDateTime: now(context),
    isUploadDone: false,
    status: 'active',
    data,
    stats: { filesUploaded: 0, totalBytesUploaded: 0 },
  });
}

/** @throws GraphError 400: "The only allowed update is to set isUploadDone to true" */
export function completeSession(context: Context, session: UploadSession, fields: Draft): UploadSession {
  const { isUploadDone, ...others } = fields;
  if (isUploadDone !== true || Object.keys(others).length > 0) {
    throw invalidModel("The only allowed update is to set 'isUploadDone' to true.");
  }
  return context.tx.replace(uploadSessions, { ...session, isUploadDone, status: 'complete' });
}

/** Takes files in. @throws GraphError 400 when the session is over */
export function addFiles(
  context: Context,
  session: UploadSession,
  files: readonly { name: string; size: number }[],
): UploadSession {
  const { tx } = context;
  if (session.status !== 'active') throw own.uploadOver();
  for (const { name, size } of files) {
    const file: UploadedFile = {
      id: context.newId(),
      sessionId: session.id,
      name,
      size,
      uploadedDateTime: now(context),
    };
    tx.insert(uploadedFiles, file);
  }
  const kept = all(tx, uploadedFiles, 'sessionId', session.id);
  const totalBytesUploaded = kept.reduce((sum, { size }) => sum + size, 0);
  return tx.replace(uploadSessions, { ...session, stats: { filesUploaded: kept.length, totalBytesUploaded } });
}

/**
 * The files in a body of `multipart/form-data`: each part that has a `filename`.
 *
 * @throws GraphError 400 for a body of another kind, or without a file
 */
export function filesIn(contentType: string | undefined, body: string): { name: string; size: number }[] {
  const boundary = /^multipart\/form-data\b.*\bboundary="?([^";]+)/i.exec(contentType ?? '')?.[1];
  if (boundary === undefined) throw invalidModel('A body of multipart/form-data with a boundary is expected.');
  const files = body.split(`--${boundary}`).flatMap((part) => {
    const [, head = '', content = ''] = /^\r?\n([\s\S]*?)\r?\n\r?\n([\s\S]*?)(?:\r?\n)?$/.exec(part) ?? [];
    const name = /\bfilename="([^"]*)"/i.exec(head)?.[1];
    return name ? [{ name, size: Buffer.byteLength(content) }] : [];
  });
  if (files.length === 0) throw invalidModel('The body has no file.');
  return files;
}

export function deleteSession({ tx }: Context, { id }: UploadSession): void {
  for (const file of all(tx, uploadedFiles, 'sessionId', id)) tx.remove(uploadedFiles, file.id);
  tx.remove(uploadSessions, id);
}
