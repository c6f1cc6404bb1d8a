/// From Pseudocode text to its abstract syntax, with every fault of the text as a diagnostic.
///
/// The entry is [org.tosc.frontend.pseudocode.parse.PseudocodeParser]. It never throws on any text.
/// The grammar reports faults as data; `FaultRows` gives each kind its code and its words. The
/// `…Builder`s turn ANTLR's tree into records and report what the grammar cannot say, such as a
/// number that is too large; `…Check`s look at the finished records.
@NullMarked
package org.tosc.frontend.pseudocode.parse;

import org.jspecify.annotations.NullMarked;
