/// Finds the types and shapes of every expression before the program runs.
///
/// The analysis follows the flow of each routine for the argument types it is called with: a
/// routine called with integers and with tensors is analysed (and later lowered) once for each. It
/// is gradual: what it cannot know is [org.tosc.frontend.pseudocode.types.Ty.Simple#ANY].
@NullMarked
package org.tosc.frontend.pseudocode.types;

import org.jspecify.annotations.NullMarked;
