/** Where software and advisories come from: folders, image archives and files. */
@NullMarked
package io.merlon.connect.software;

import org.jspecify.annotations.NullMarked;
