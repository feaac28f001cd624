/**
 * What lies in files, read as it was exported. In flow paths of files and folders; out flow
 * resources, batch by batch and as often as wanted, and one line for each thing that could not be
 * read, with its file and place. A form is known by its content: ARM resource JSON alone, in
 * arrays, in {@code value} lists of the ARM REST API, in {@code az graph query} answers, in ARM
 * templates, in JSON lines or one document after the other, each also with gzip (RFC 1952).
 */
package io.merlon.connect.file;
