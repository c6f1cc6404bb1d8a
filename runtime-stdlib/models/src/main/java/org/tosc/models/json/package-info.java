/// JSON of files, whose bytes nobody vouches for: what is not as it should be is told with its
/// byte.
@NullMarked
package org.tosc.models.json;

import org.jspecify.annotations.NullMarked;
