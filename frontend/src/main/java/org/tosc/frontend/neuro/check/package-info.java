/// Names and types of Neuro-Lang: from syntax to the typed tree.
///
/// [org.tosc.frontend.neuro.check.NeuroChecker] runs the steps in order: names of all files
/// ([org.tosc.frontend.neuro.check.Collector]), signatures, bodies
/// ([org.tosc.frontend.neuro.check.FunctionChecker] and the checkers of one topic each), then
/// ownership and the rules of kernels. A generic function is checked once.
@NullMarked
package org.tosc.frontend.neuro.check;

import org.jspecify.annotations.NullMarked;
