/** Data that a tenant hands in for a resource that the service cannot read by itself. */
import {
  complex,
  complexType,
  dateTime,
  entityType,
  enumeration,
  flag,
  int32,
  int64,
  many,
  member,
  readOnly,
  text,
} from '../edm.js';
import * as tables from './tables.js';

const payloads = { namespace: 'microsoft.graph.customDataProvidedResourcePayloads', polymorphic: true } as const;

export const data = complexType('data', {}, { abstract: true, ...payloads });
export const accessReviewContextDataBase = complexType(
  'accessReviewContextDataBase',
  { reviewDefinitionId: text(), reviewInstanceId: text() },
  { base: data, abstract: true, ...payloads },
);
export const accessReviewContextData = complexType(
  'accessReviewContextData',
  {},
  { base: accessReviewContextDataBase, ...payloads },
);
export const applyDecisionContextData = complexType(
  'applyDecisionContextData',
  {},
  { base: accessReviewContextDataBase, ...payloads },
);

export const customDataProvidedResourceUploadStatus = enumeration('customDataProvidedResourceUploadStatus', [
  'active',
  'complete',
  'expired',
  'unknownFutureValue',
]);

export const customDataProvidedResourceUploadStats = complexType('customDataProvidedResourceUploadStats', {
  filesUploaded: int32({ initial: 0 }),
  totalBytesUploaded: int64({ initial: 0 }),
});

export const customDataProvidedResourceUploadSession = entityType(
  'customDataProvidedResourceUploadSession',
  { base: 'entity', abstract: true, table: tables.uploadSessions },
  {
    createdDateTime: dateTime(readOnly),
    data: complex(data),
    isUploadDone: flag({ initial: false }),
    referenceId: text(readOnly),
    stats: complex(customDataProvidedResourceUploadStats, { ...readOnly, initial: {} }),
    status: member(customDataProvidedResourceUploadStatus, { ...readOnly, initial: 'active' }),
  },
  { files: many('customDataProvidedResourceFile', { inverse: 'sessionId' }) },
);

export const customDataProvidedResourceAccessReviewUploadSession = entityType(
  'customDataProvidedResourceAccessReviewUploadSession',
  {
    base: 'customDataProvidedResourceUploadSession',
    table: tables.uploadSessions,
    discriminator: 'customDataProvidedResourceAccessReviewUploadSession',
  },
  {},
);

export const customDataProvidedResourceFile = entityType(
  'customDataProvidedResourceFile',
  { base: 'entity', table: tables.uploadedFiles, hasStream: true },
  { name: text(readOnly), size: int64(readOnly), uploadedDateTime: dateTime(readOnly) },
);
