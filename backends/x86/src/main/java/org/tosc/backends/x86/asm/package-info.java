/// Machine code as bytes: registers, instructions, and their encodings as rows that read like the
/// Intel manual (Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2).
///
/// ```java
/// Assembler asm = new Assembler();
/// asm.emit(VectorFloat.VADDPS, Vec.zmm(0), Vec.zmm(1), Mem.of(512, Gpr.RDI, 64));
/// asm.emit(Base.RET);
/// byte[] code = asm.finish().bytes();
/// ```
///
/// Instructions are constants with the manual's names, one for each mnemonic; the form that is
/// written is the first whose row takes the operands, which is the one that GNU as takes.
///
/// | instructions | of |
/// |---|---|
/// | [Base] | integers, jumps, calls |
/// | [Bits] | what came later for general-purpose registers: BMI1, BMI2, counts, `crc32` |
/// | [VectorFloat] [FusedMultiply] | floats in vectors: arithmetic, comparisons, rounding |
/// | [VectorHalf] | floats of 16 bits |
/// | [VectorInteger] [VectorBits] | integers in vectors: arithmetic, comparisons; logic, shifts, counts |
/// | [VectorConvert] | elements of one type to those of another, narrower and wider integers too |
/// | [VectorMove] | vectors and memory: loads, stores, gathers, scatters, under masks |
/// | [VectorShuffle] | lanes to other places: shuffles, broadcasts, parts, blends |
/// | [MaskOp] | masks of AVX-512 |
/// | [TileOp] | matrices in tiles: AMX |
/// | [SseFloat] [SseInteger] | the encodings before AVX |
///
/// ## Rows
///
/// A row is `operands : encoding : features`, the last where it needs more than every x86-64 CPU
/// has.
///
/// ```text
/// Ev,Ibs : 83 /0 ib                                            add r/m16, imm8 … add r/m64, imm8
/// Vx{kz},Hx,Wx/b32{er} : EVEX.0F.W0 58 /r : AVX512F            vaddps of three lengths
/// ```
///
/// Features have `+` between them; after a comma stand those of the next length. AVX512VL is in no
/// row: it follows from EVEX and a length of 128 or 256 where there are others.
///
/// The encoding is written as the manual writes it (2.2, 3.1.1). A length, `128`, `256`, `512` or
/// `256+` (256 and 512), stands only where not all are allowed. Operands are those of the manual's
/// opcode map (appendix A.2): a letter, the letters of a width, decorations.
///
/// | letter | operand |
/// |---|---|
/// | `G` `E` `R` `B` `Z` | general-purpose register in ModRM.reg; or memory, in ModRM.r/m; only a register there; in VEX.vvvv; in the opcode |
/// | `V` `W` `U` `H` `L` | vector in ModRM.reg; or memory, in ModRM.r/m; only a register there; in VEX.vvvv; in bits 7 … 4 of a constant |
/// | `M` | memory in ModRM.r/m; without a width any |
/// | `rK` `mK` `vK` | mask register in ModRM.reg, ModRM.r/m, VEX.vvvv |
/// | `rT` `mT` `vT` | tile register, in the same places |
/// | `sibmem` | memory in ModRM.r/m with a SIB byte always |
/// | `vm32` `vm64` | memory at a vector of indexes of so many bits, which has the width that follows |
/// | `I` `J` | constant; label |
/// | `Rd/Mb` | a register in ModRM.r/m, or memory that is narrower |
/// | `AL` `rAX` `CL` `DX` `1` … | this one alone |
///
/// | width | bits |
/// |---|---|
/// | `b w d q` | 8, 16, 32, 64 |
/// | `v` | 16, 32 or 64: one form for each, with the prefix `66` or REX.W |
/// | `y` | 32 or 64: the same with the bit W |
/// | `z` | of a constant: 16 for operands of 16 bits, otherwise 32 |
/// | `bs` | of a constant: 8, of which the sign is extended |
/// | `x` | the vector length: one form for each; `h f e` a half, a quarter, an eighth of it |
/// | `dq qq oq` | 128, 256, 512 |
/// | `sh ss sd` | a vector register of 128 bits, or memory of 16, 32 or 64 |
///
/// Decorations: `{k}` written under a mask or without, `{kz}` also with zeroing, `{K}` under a mask
/// only; `/b32` one element of memory for all lanes; `/u32` a short displacement counts such
/// elements; `{er}` rounding said in the instruction, `{sae}` only that there are no exceptions.
///
/// ## Where GNU as has a choice
///
/// VEX stands before EVEX. A VEX move between registers whose row has a mirror, the store, takes
/// that where it is one byte shorter. The AVX-VNNI forms have names of their own, `VEX_VPDPBUSD`,
/// written `{vex} vpdpbusd`. Forms that only the width of a broadcast would tell apart (`vcvtpd2ps
/// xmm, qword ptr [m]{1to4}`) are written with the shortest vector.
///
/// ## The judge
///
/// Tests compare with GNU as: `EncodingTest` some operands of each form, `FeatureTest` what a CPU
/// must have, `AssemblerTest` jumps. The whole campaign is `EncodingMain ROUNDS SEED` in the test
/// tree; with binutils 2.40, `EncodingMain 2 7` says
///
/// ```text
/// 1151 mnemonics, 3096428 instructions compared with GNU as, 0 differences
/// ```
///
/// `RefusalMain` asks the other way round what GNU as takes that we refuse, and says what that is.
/// `bench/run encoder` says how fast code is written.
@NullMarked
package org.tosc.backends.x86.asm;

import org.jspecify.annotations.NullMarked;
