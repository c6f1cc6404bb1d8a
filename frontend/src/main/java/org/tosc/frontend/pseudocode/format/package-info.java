/// The formatter: one layout for a program, whoever wrote it.
///
/// It keeps the author's lines and block styles, and decides indentation, space between words, and
/// blank lines. `Structure` reads from ANTLR's tree what the tokens alone do not tell; `Spacing` is
/// the table of spaces; `Page` writes.
@NullMarked
package org.tosc.frontend.pseudocode.format;

import org.jspecify.annotations.NullMarked;
