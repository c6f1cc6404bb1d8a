/// The text form of TIR, read and written so that each is the other's inverse.
///
/// ```text
/// module   = { global | function }
/// global   = "global" @symbol ":" type
/// function = "func" @symbol "(" [ %id ":" type { "," %id ":" type } ] ")" "->" "(" types ")" [ attributes ] "{" { operation } "}"
/// operation = [ %id { "," %id } "=" ] mnemonic [ "(" %id { "," %id } ")" ] [ attributes ] [ ":" types ] { region } [ "loc" "(" start "," end ")" ]
/// region   = "{" [ "^" "(" params ")" ":" ] { operation } "}"
/// attributes = "{" name "=" attribute { "," … } "}"
/// ```
///
/// `: types` gives the result types and stands where the row does not infer them. A global and a
/// function may have one symbol. Comments run from `//` to the end of the line.
@NullMarked
package org.tosc.tir.text;

import org.jspecify.annotations.NullMarked;
