/// What a tokenizer does to a text before it is cut into words: Unicode's normal forms, lower case,
/// spaces as `▁`.
@NullMarked
package org.tosc.models.token.normal;

import org.jspecify.annotations.NullMarked;
