/// Vocabularies learnt from text, for the small models that are trained here.
@NullMarked
package org.tosc.models.token.train;

import org.jspecify.annotations.NullMarked;
