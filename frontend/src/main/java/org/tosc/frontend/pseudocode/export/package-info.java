/// What files of Pseudocode offer to Neuro-Lang.
@NullMarked
package org.tosc.frontend.pseudocode.export;

import org.jspecify.annotations.NullMarked;
