/// Digests, by which contents are told apart.
@NullMarked
package org.tosc.rt.digest;

import org.jspecify.annotations.NullMarked;
