/// The typed tree of Neuro-Lang: what checking makes of the syntax and what lowering reads. Every
/// name is resolved, every call has its target and its generic arguments, every expression its
/// type; generic parameters are still there, because a function is checked once and lowered once
/// for each set of arguments.
@NullMarked
package org.tosc.frontend.neuro.typed;

import org.jspecify.annotations.NullMarked;
