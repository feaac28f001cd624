/** What the tests of several modules share: where the field's real content is. */
package io.merlon.testing;
