/// Language models that know nothing yet: what a program trains from the beginning.
@NullMarked
package org.tosc.models.create;

import org.jspecify.annotations.NullMarked;
