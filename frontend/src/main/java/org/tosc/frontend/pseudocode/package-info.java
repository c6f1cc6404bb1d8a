/// The front end of Pseudocode as a whole.
@NullMarked
package org.tosc.frontend.pseudocode;

import org.jspecify.annotations.NullMarked;
