/// What the manual says: one row for each form of an instruction, in the notation of the manual,
/// and the tables in which decoding finds them.
///
/// ```text
/// EVEX.66.0F38.W0 98 /r   vfmadd132ps Vx{kz},Hx,Wx/b32   er
/// encoding                instruction                    traits
/// ```
///
/// *Encoding*: for instructions without VEX or EVEX a prefix that is part of the opcode (`NP 66 F3
/// F2`), the map (none, `0F`, `0F38`, `0F3A`), the opcode, and what else must hold: `/r` (there is
/// a ModRM byte), `/digit`, `m` or `r` (its r/m is memory or register), `=FA` (it is that byte),
/// `W0`, `W1`, `B0`, `+r` (a register in the opcode), `+cc` (a condition in the opcode). For VEX
/// and EVEX: length (`128 256 512`, `LIG` ignored, `LZ` zero, else any), prefix, map, W, joined by
/// dots.
///
/// *Operands* are those of SDM volume 2, appendix A.2: `E` r/m general, `G` reg, `B` vvvv, `M`
/// memory, `R` r/m register, `Z` register in the opcode, `V` reg vector, `H` vvvv vector, `W` r/m
/// vector, `U` r/m vector register, `L` vector in imm8, `I` immediate (`Is` a byte, sign extended),
/// `J` branch target, `O` offset, `X` and `Y` strings, `K` masks, `S` vector index (vm32, vm64).
/// Sizes: `b w d q` 1 to 8 bytes, `o` 16, `t` 32, `v` operand size, `z` at most 4, `y` 4 or 8, `x`
/// the vector length, `h f e` a half, fourth, eighth of it. `/b32` may be broadcast, `{k}` and
/// `{kz}` masks, `{z}` among them or not.
@NullMarked
package org.tosc.backends.machines.x86.manual;

import org.jspecify.annotations.NullMarked;
