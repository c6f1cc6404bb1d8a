/// From the typed tree of Neuro-Lang to TIR: one function for each set of generic arguments that is
/// used. [org.tosc.frontend.neuro.lower.NeuroLowering] keeps the list of what is wanted,
/// [org.tosc.frontend.neuro.lower.FunctionLowering] lowers one of them.
@NullMarked
package org.tosc.frontend.neuro.lower;

import org.jspecify.annotations.NullMarked;
