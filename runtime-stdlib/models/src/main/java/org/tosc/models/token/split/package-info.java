/// How a text is cut into words before words become tokens: by published patterns, which are a
/// table of data (`SplitPatterns`).
@NullMarked
package org.tosc.models.token.split;

import org.jspecify.annotations.NullMarked;
