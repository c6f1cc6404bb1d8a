/// What files of Neuro-Lang offer to Pseudocode.
@NullMarked
package org.tosc.frontend.neuro.export;

import org.jspecify.annotations.NullMarked;
