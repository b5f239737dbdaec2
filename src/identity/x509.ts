/** The library of certificates, with what it has to be preceded by: loaded as one, when first needed. */
import 'reflect-metadata';

export * as x509 from '@peculiar/x509';
