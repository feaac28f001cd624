/**
 * Logs that are lines of text: Zeek's, auditd's, syslog, CEF, access logs. In flow lines, out flow
 * events with the names that detection rules use.
 */
@NullMarked
package io.merlon.connect.file.log;

import org.jspecify.annotations.NullMarked;
