/** How delta queries are refused. */
import { badRequest, GraphError, unsupportedQuery } from '../../errors/index.js';

export const badlyFormedToken = () => badRequest('Badly formed token.');

/** The header leads to the query with which tracking begins anew ("Synchronization reset", delta query overview). */
export const resyncRequired = (location: string) =>
  new GraphError(
    410,
    'syncStateNotFound',
    'The sync state generation is not found. The delta token is expired and data must be synchronized again.',
    { headers: { Location: location } },
  );

// What follows is documented while its text is not public: the words are ours.

export const optionNotSupported = (option: string) =>
  unsupportedQuery(`The query option '${option}' is not supported by delta queries.`);

export const optionAfterFirstCall = (option: string) =>
  unsupportedQuery(`The query option '${option}' is part of the token and is given in the first delta request only.`);

export const filterNotSupported = (expected: string) =>
  unsupportedQuery(`Delta queries support no other $filter than ${expected}.`);

export const tooManyIds = (most: number) =>
  unsupportedQuery(`The $filter of a delta query tracks ${most} objects at most.`);

export const relationNotTracked = (name: string) =>
  unsupportedQuery(`Changes of the relationship '${name}' are not tracked by delta queries.`);
