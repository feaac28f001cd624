/** Continuous assessment: what is stored is assessed anew whenever something changed. */
@NullMarked
package io.merlon.server.assessment;

import org.jspecify.annotations.NullMarked;
