/** Windows event logs in their own format (MS-EVEN6, section 2.2.12 and what is known of files). */
@NullMarked
package io.merlon.connect.file.evtx;

import org.jspecify.annotations.NullMarked;
