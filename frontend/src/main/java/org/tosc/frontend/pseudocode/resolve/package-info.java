/// Gives every name its variable and every variable its home.
@NullMarked
package org.tosc.frontend.pseudocode.resolve;

import org.jspecify.annotations.NullMarked;
