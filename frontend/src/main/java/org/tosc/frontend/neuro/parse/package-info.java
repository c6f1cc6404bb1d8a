/// From Neuro-Lang text to its abstract syntax, with every fault of the text as a diagnostic.
///
/// The entry is [org.tosc.frontend.neuro.parse.NeuroParser]. It never throws on any text. The
/// grammar leaves operators in flat lists and some forms together that one token cannot tell apart;
/// the `…Builder`s turn ANTLR's tree into records, give operators their precedence, and report what
/// the grammar cannot say, such as a number that is too large.
@NullMarked
package org.tosc.frontend.neuro.parse;

import org.jspecify.annotations.NullMarked;
