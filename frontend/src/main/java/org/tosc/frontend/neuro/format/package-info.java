/// The layout of Neuro-Lang programs.
///
/// `Marks` takes from the syntax tree what one token does not tell: which `<` is a bracket, which
/// `-` a sign, where statements begin, which lists may end in a comma. `Pieces` turns the tokens
/// and comments into texts and possible line breaks in groups, and `Printer` decides which groups
/// break: those that do not fit in a line.
@NullMarked
package org.tosc.frontend.neuro.format;

import org.jspecify.annotations.NullMarked;
